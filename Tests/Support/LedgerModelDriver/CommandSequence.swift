internal import JoskTesting
internal import LedgerModel

/// The sequence of commands of a run.
///
/// It consists of new commands, repeated commands, and commands that differ from earlier ones in one value. The
/// same seed gives the same sequence.
struct CommandSequence {
    static let businesses = [1, 2, 3, 4]

    var dice: Dice
    private let isWarehouse: Bool
    private var attempts: [Attempt] = []
    private var refused: [Attempt] = []

    init(seed: UInt64) {
        dice = Dice(generator: SeededGenerator(seed: seed))
        // Only a thousand receipts fill the stock to its bound, so only one run in fifty does that.
        isWarehouse = seed % 50 == 0
    }

    /// The number of commands that are added to the requested length of a run.
    var preludeLength: Int { isWarehouse ? Warehouse.receipts : 0 }

    /// Returns the microseconds by which the clock moves before a command, mostly forward.
    mutating func pause() -> Int64 {
        let day: Int64 = 86_400_000_000
        return switch dice.roll(100) {
        case 0..<10: 0
        case 10..<70: dice.number(0...600_000_000)
        case 70..<86: dice.number(0...2 * day)
        case 86..<95: -dice.number(0...day)
        default: -dice.number(1...3)
        }
    }

    mutating func isTimeToCompareAll() -> Bool { dice.roll(250) == 0 }
    mutating func isTimeToQuote() -> Bool { dice.roll(4) == 0 }

    mutating func next(step: Int, _ model: NaiveLedger) -> Attempt {
        if step <= 2 { return creation(of: step, isSound: true) }
        if isWarehouse, step <= Warehouse.receipts, let business = model.businesses[1] {
            return Attempt(business: 1, command: Warehouse.fill(business))
        }
        let repeated = dice.roll(100)
        if repeated < 5, let earlier = dice.pick(attempts) { return earlier }
        if repeated < 10, let earlier = dice.pick(attempts) { return changed(earlier) }
        if repeated < 12, let earlier = dice.pick(refused) { return earlier }
        return fresh(step: step, model)
    }

    /// Keeps a command for a possible repetition, if it has a key or creates a business.
    mutating func note(_ attempt: Attempt, wasAccepted: Bool) {
        guard attempt.key != nil || attempt.command.kind == .createBusiness else { return }
        if wasAccepted { attempts.append(attempt) } else { refused.append(attempt) }
    }

    private mutating func fresh(step: Int, _ model: NaiveLedger) -> Attempt {
        let weights = isWarehouse ? [(1, 80), (2, 20)] : [(1, 45), (2, 33), (3, 14), (4, 8)]
        let business = dice.weighted(weights)
        let exists = model.businesses[business] != nil
        if !exists, dice.happens(300) { return creation(of: business, isSound: dice.flip()) }
        // A business that does not exist gets the commands that make sense in the first business.
        guard let world = model.businesses[business] ?? model.businesses[1] else {
            return creation(of: 1, isSound: true)
        }
        var generator = CommandGenerator(
            dice: dice, business: world, isWarehouse: isWarehouse && business == 1)
        let command = generator.command()
        dice = generator.dice
        guard let command else { return creation(of: business, isSound: dice.flip()) }
        return attempt(command, in: business, step: step)
    }

    private mutating func attempt(_ command: Plain.Command, in business: Int, step: Int) -> Attempt {
        var attempt = Attempt(business: business, command: command)
        switch dice.roll(100) {
        case 0..<70: attempt.key = Plain.Text("key-\(step)")
        case 70..<73: attempt.key = dice.pick(attempts)?.key
        case 73..<75: attempt.key = Plain.Text(dice.roll(2) == 0 ? "caf\u{E9}" : "cafe\u{301}")
        default: break
        }
        attempt.notes = notes()
        return attempt
    }

    private mutating func creation(of business: Int, isSound: Bool) -> Attempt {
        let names = [Plain.Text("Corner Shop"), Plain.Text("Caf\u{E9}"), Plain.Text("Cafe\u{301}")]
        let zones = [0, 0, 32_400, 20_700, -34_200]
        var zone = dice.pick(zones) ?? 0
        var terms = dice.one(of: 0, 7, 30, Bounds.mostDays)
        if !isSound {
            // An offset with seconds has no name, so no time zone of that name exists.
            if dice.roll(2) == 0 {
                zone = 3_601
            } else {
                terms = dice.one(of: -1, Bounds.mostDays + 1, .max, .min)
            }
        }
        let currencies = ["GBP", "JPY", "USD", "EUR"]
        let request = Plain.CreateBusiness(
            name: dice.pick(names) ?? names[0], currency: currencies[business - 1],
            zone: Plain.Zone(secondsFromGMT: zone), terms: terms)
        return Attempt(business: business, command: .createBusiness(request), key: nil, notes: notes())
    }

    private mutating func notes() -> Plain.Notes {
        dice.roll(100) < 80 ? [:] : [Plain.Text("who"): Plain.Text(dice.roll(2) == 0 ? "ann" : "")]
    }

    /// Returns the attempt with one value changed, which is another request under the same key.
    private mutating func changed(_ earlier: Attempt) -> Attempt {
        var attempt = earlier
        if dice.roll(10) == 0 {
            attempt.notes = [Plain.Text("who"): Plain.Text("bob")]
        } else {
            attempt.command = attempt.command.changed(by: &dice)
        }
        return attempt
    }
}
