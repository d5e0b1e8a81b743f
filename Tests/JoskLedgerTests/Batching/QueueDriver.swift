import Testing

@testable import JoskLedger

/// Drives a queue's machine by hand: the store that it asks for transactions is the test.
struct QueueDriver {
    typealias Machine = QueueMachine<Int>

    var machine: Machine
    /// Lanes that were started and have not asked for their work.
    var started: [Machine.Lane] = []
    /// What was told of each item: once.
    private(set) var told: [Int: Answer] = [:]
    private var tickets: [Int: Machine.Ticket] = [:]

    enum Answer: Equatable {
        case refused(Machine.Refusal)
        case failed(StoreError)
        case committed
    }

    init(_ settings: QueueSettings = QueueSettings()) { machine = Machine(settings) }

    mutating func submit(
        _ item: Int, in business: Business.ID, on footprint: Footprint = Footprint(), commands: Int = 1
    ) {
        let ticket = machine.makeTicket(in: business)
        tickets[item] = ticket
        perform(
            machine.submit(item, as: ticket, footprint: footprint, commandCount: commands, at: .now))
    }

    mutating func cancel(_ item: Int) {
        if let ticket = tickets[item] { perform(machine.cancel(ticket)) }
    }

    /// One round of the watch.
    mutating func makeRound() { perform(machine.expire()) }

    /// The store asks for the work of a lane: of the one that was started first, unless another is given.
    ///
    /// - Returns: The items that were taken.
    mutating func ask(_ lane: Machine.Lane? = nil) throws -> (lane: Machine.Lane, items: [Int]) {
        let lane = try #require(lane ?? started.first)
        started.removeAll { $0 == lane }
        let (taken, actions) = machine.take(for: lane)
        perform(actions)
        return (lane, taken?.entries.map(\.item) ?? [])
    }

    mutating func commit(_ lane: Machine.Lane, _ items: [Int]) {
        for item in items { tell(item, .committed) }
        perform(machine.finished(lane, nil))
    }

    mutating func fail(_ lane: Machine.Lane, _ error: StoreError) {
        started.removeAll { $0 == lane }
        perform(machine.finished(lane, error))
    }

    /// Commits until nothing waits any more, and returns what went together.
    mutating func commitAll() throws -> [[Int]] {
        var batches: [[Int]] = []
        while !started.isEmpty {
            let (lane, items) = try ask()
            if !items.isEmpty { batches.append(items) }
            commit(lane, items)
        }
        return batches
    }

    private mutating func perform(_ actions: [Machine.Action]) {
        for action in actions {
            switch action {
            case .start(let lane): started.append(lane)
            case .refuse(let entries, let refusal):
                for entry in entries { tell(entry.item, .refused(refusal)) }
            case .fail(let entries, let error): for entry in entries { tell(entry.item, .failed(error)) }
            }
        }
    }

    private mutating func tell(_ item: Int, _ answer: Answer) {
        #expect(told.updateValue(answer, forKey: item) == nil, "\(item) was answered twice")
    }
}

extension StoreError {
    static func failure(_ code: Code, _ outcome: Outcome = .notDone) -> StoreError {
        StoreError(code, outcome: outcome, isRetriable: true, message: "as the test wants it")
    }
}
