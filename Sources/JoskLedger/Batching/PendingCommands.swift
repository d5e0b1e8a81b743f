/// The submissions of one business that wait, in the order in which they came.
///
/// Tickets grow, so that one is found by its number. Who leaves from the middle leaves a gap, and gaps are closed when
/// they are the most of it: whatever is done to it costs, on the whole, the same for each submission.
struct WaitingLine<Item: Sendable>: Sendable {
    typealias Entry = QueueMachine<Item>.Entry

    /// Where somebody waits, or has waited.
    private struct Place: Sendable {
        let number: UInt64
        var entry: Entry?
    }

    private var places: [Place] = []
    /// Before it, all have left.
    private var head = 0
    private(set) var count = 0
    private(set) var commandCount = 0

    var isEmpty: Bool { count == 0 }
    /// How much it remembers: for tests.
    var placeCount: Int { places.count }

    /// The one that came first.
    var first: Entry? { head < places.count ? places[head].entry : nil }

    /// Lets one wait, behind all that have an earlier ticket. Two callers may come in another order than that in which
    /// they got their tickets, a moment apart: so its place is the last, or near it.
    mutating func insert(_ entry: Entry) {
        var place = places.count
        while place > head, places[place - 1].number > entry.ticket.number { place -= 1 }
        places.insert(Place(number: entry.ticket.number, entry: entry), at: place)
        count += 1
        commandCount += entry.commandCount
    }

    /// Removes the one with a ticket; nil if it is not there any more.
    mutating func remove(_ ticket: QueueMachine<Item>.Ticket) -> Entry? {
        guard let place = place(of: ticket.number) else { return nil }
        defer { closeGaps() }
        return remove(at: place)
    }

    /// Whether there is one of a kind among the first.
    func contains(amongFirst limit: Int, where isWanted: (Entry) -> Bool) -> Bool {
        places[head...].lazy.compactMap(\.entry).prefix(limit).contains(where: isWanted)
    }

    /// Takes out, from the front, those that a choice takes, until the choice says that it is enough.
    mutating func take(_ choice: (Entry) -> Choice) -> [Entry] {
        var taken: [Entry] = []
        var place = head
        choosing: while place < places.count {
            if let entry = places[place].entry {
                switch choice(entry) {
                case .take:
                    taken.append(entry)
                    _ = remove(at: place)
                case .pass: break
                case .stop: break choosing
                }
            }
            place += 1
        }
        closeGaps()
        return taken
    }

    /// What to do with one that waits.
    enum Choice: Sendable { case take, pass, stop }

    private mutating func remove(at place: Int) -> Entry? {
        guard let entry = places[place].entry else { return nil }
        places[place].entry = nil
        count -= 1
        commandCount -= entry.commandCount
        while head < places.count, places[head].entry == nil { head += 1 }
        return entry
    }

    private mutating func closeGaps() {
        guard places.count > 32, places.count > 2 * count else { return }
        places = places[head...].filter { $0.entry != nil }
        head = 0
    }

    private func place(of number: UInt64) -> Int? {
        var (low, high) = (head, places.count)
        while low < high {
            let middle = (low + high) / 2
            if places[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low < places.count && places[low].number == number ? low : nil
    }
}
