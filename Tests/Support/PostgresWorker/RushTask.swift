import JoskLedger
import JoskTesting

/// One task of a rush: random commands, one after another, and their outcomes.
///
/// In each business the first product is scarce, and the first customer is near the credit limit. Purchases prefer each
/// of them with a probability of one half.
struct RushTask {
    let run: RushRun
    let number: Int
    let name: String
    let ledger: Ledger
    var generator: SeededGenerator
    var tally: Tally
    var step = 0
    /// The orders of this task, to refund them.
    var orders: [(business: Int, id: Order.ID, cart: Cart)] = []
    /// The last accepted purchase, to repeat it.
    var last: (business: Int, key: IdempotencyKey, cart: Cart, receipt: PurchaseReceipt)?

    init(_ run: RushRun, number: Int, on ledger: Ledger) {
        (self.run, self.number, self.ledger) = (run, number, ledger)
        name = "\(run.process)-\(number)"
        generator = SeededGenerator(seed: run.seed &+ UInt64(run.process * 1_000 + number))
        tally = Tally(of: run.businesses)
    }

    mutating func run() async {
        // The first command takes a lock, so all tasks wait there until every task has arrived. Every business has at
        // least one task.
        await pay(in: number % run.businesses.count)
        switch run.length {
        case .commands(let count):
            while step < count { await act() }
        case .seconds(let seconds):
            let end = ContinuousClock.now + .seconds(seconds)
            while ContinuousClock.now < end { await act() }
        }
    }

    private mutating func act() async {
        step += 1
        let business = random(run.businesses.count)
        do throws(TextViolation) {
            switch random(100) {
            case ..<40: try await buy(in: business)
            case ..<55: try await buyShared(in: business)
            case ..<66: await refund(in: business)
            case ..<78: await pay(in: business)
            case ..<85: await receive(in: business)
            case ..<89: await changeLimit(in: business)
            case ..<95: await replayLast()
            default: await trespass(in: business)
            }
        } catch {
            tally.complain("\(error)")
        }
    }

    /// Returns a random number from zero up to, but not including, the count.
    mutating func random(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }

    func tenant(_ business: Int) -> Tenant { ledger.tenant(run.businesses[business].business) }

    /// Runs a command, and counts its outcome.
    ///
    /// - Parameter reason: Returns a word for the reason of a rejection.
    mutating func attempt<Receipt, Rejection>(
        _ name: String, reason: (Rejection) -> String,
        _ command: () async throws(CommandError<Rejection>) -> Receipt
    ) async -> Receipt? {
        do throws(CommandError<Rejection>) {
            let receipt = try await command()
            tally.count(name)
            return receipt
        } catch {
            switch error {
            case .rejected(let why):
                tally.count("\(name) rejected: \(reason(why))")
            case .store(let failure):
                tally.count(failure.outcome == .unknown ? "OUTCOME UNKNOWN" : "STORE FAILED")
                tally.complain("\(name): \(failure)")
            case .keyReused, .unknownBusiness:
                tally.count("WRONGLY REFUSED")
                tally.complain("\(name): \(error)")
            }
            return nil
        }
    }
}
