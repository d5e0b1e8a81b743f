/// The pending commands of one business, in the order of their tickets.
///
/// Tickets grow, so a command is found by binary search. Removing a command leaves a gap, and gaps are closed once they
/// are the greater part, so that every operation has a constant amortised cost per command.
struct PendingQueue: Sendable {
    private struct Place: Sendable {
        let number: UInt64
        /// The command; nil once it was removed.
        var command: PendingCommand?
    }

    private var places: [Place] = []
    /// The index of the first place that may still have a command; all places before it are gaps.
    private var head = 0
    private(set) var count = 0
    private(set) var commandCount = 0

    var isEmpty: Bool { count == 0 }
    var first: PendingCommand? { head < places.count ? places[head].command : nil }

    /// Inserts a command in ticket order.
    ///
    /// Callers may arrive slightly out of order, so the position is at or near the end.
    mutating func insert(_ command: PendingCommand) {
        var place = places.count
        while place > head, places[place - 1].number > command.ticket.number { place -= 1 }
        places.insert(Place(number: command.ticket.number, command: command), at: place)
        count += 1
        commandCount += command.commandCount
    }

    /// Removes and returns the command with a ticket; nil if it is no longer pending.
    mutating func remove(_ ticket: PendingCommand.Ticket) -> PendingCommand? {
        guard let place = place(of: ticket.number) else { return nil }
        defer { closeGaps() }
        return remove(at: place)
    }

    /// Returns true if one of the first `limit` commands satisfies a condition.
    func contains(amongFirst limit: Int, where condition: (PendingCommand) -> Bool) -> Bool {
        places[head...].lazy.compactMap(\.command).prefix(limit).contains(where: condition)
    }

    /// The choices for a command while commands are taken from the front.
    enum Choice: Sendable { case take, pass, stop }

    /// Visits the commands from the front, and removes and returns those for which `choice` returns `take`.
    ///
    /// A command for which it returns `pass` stays. The visit ends at the first command for which it returns `stop`,
    /// which stays too.
    mutating func take(_ choice: (PendingCommand) -> Choice) -> [PendingCommand] {
        var taken: [PendingCommand] = []
        var place = head
        choosing: while place < places.count {
            if let command = places[place].command {
                switch choice(command) {
                case .take:
                    taken.append(command)
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

    private mutating func remove(at place: Int) -> PendingCommand? {
        guard let command = places[place].command else { return nil }
        places[place].command = nil
        count -= 1
        commandCount -= command.commandCount
        while head < places.count, places[head].command == nil { head += 1 }
        return command
    }

    private mutating func closeGaps() {
        guard places.count > 32, places.count > 2 * count else { return }
        places = places[head...].filter { $0.command != nil }
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
