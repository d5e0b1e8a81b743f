import Testing

@testable import JoskLedger

/// A driver of a queue's state machine, in which the test takes the place of the store.
///
/// Commands are identified by numbers.
struct QueueDriver {
    typealias Slot = QueueStateMachine.Slot

    var machine: QueueStateMachine
    /// The slots that were started and have not asked for their work.
    var started: [Slot] = []
    /// The result of each command, which is delivered once.
    private(set) var delivered: [Int: Result] = [:]
    private var tickets: [Int: PendingCommand.Ticket] = [:]
    private var numbers: [PendingCommand.Ticket: Int] = [:]

    enum Result: Equatable {
        case refused(QueueStateMachine.Refusal)
        case failed(StoreError)
        case committed
    }

    init(_ configuration: QueueConfiguration = QueueConfiguration()) {
        machine = QueueStateMachine(configuration)
    }

    mutating func submit(
        _ number: Int, in business: Business.ID, on footprint: Footprint = Footprint(), commands: Int = 1
    ) {
        submit(number, in: business, .doingNothing(on: footprint, commands: commands))
    }

    mutating func submit(
        _ number: Int, in business: Business.ID, _ execution: PendingCommand.Execution
    ) {
        let ticket = machine.makeTicket(in: business)
        tickets[number] = ticket
        numbers[ticket] = number
        perform(machine.submit(execution, as: ticket, at: .now))
    }

    mutating func cancel(_ number: Int) {
        if let ticket = tickets[number] { perform(machine.cancel(ticket)) }
    }

    /// Runs one expiry sweep.
    mutating func sweep() { perform(machine.expire()) }

    /// Asks for the work of a slot, as the store does: of the slot that was started first, unless another is
    /// given.
    ///
    /// - Returns: The slot, and the commands that were taken.
    mutating func ask(_ slot: Slot? = nil) throws -> (slot: Slot, taken: [Int]) {
        let slot = try #require(slot ?? started.first)
        started.removeAll { $0 == slot }
        let (batch, actions) = machine.take(for: slot)
        perform(actions)
        return (slot, batch?.commands.compactMap { numbers[$0.ticket] } ?? [])
    }

    mutating func commit(_ slot: Slot, _ taken: [Int], rowsPerOrder: Int? = nil) {
        for number in taken { deliver(number, .committed) }
        perform(machine.finished(slot, rowsPerOrder: rowsPerOrder))
    }

    mutating func fail(_ slot: Slot, _ error: StoreError) {
        started.removeAll { $0 == slot }
        perform(machine.failed(slot, error))
    }

    /// Commits until no commands wait, and returns the batches.
    mutating func commitAll() throws -> [[Int]] {
        var batches: [[Int]] = []
        while !started.isEmpty {
            let (slot, taken) = try ask()
            if !taken.isEmpty { batches.append(taken) }
            commit(slot, taken)
        }
        return batches
    }

    private mutating func perform(_ actions: [QueueStateMachine.Action]) {
        for action in actions {
            switch action {
            case .start(let slot): started.append(slot)
            case .refuse(let commands, let refusal): deliver(commands, .refused(refusal))
            case .fail(let commands, let error): deliver(commands, .failed(error))
            }
        }
    }

    private mutating func deliver(_ commands: [PendingCommand], _ result: Result) {
        for command in commands {
            guard let number = numbers[command.ticket] else {
                Issue.record("a result for a command that was never submitted")
                continue
            }
            deliver(number, result)
        }
    }

    private mutating func deliver(_ number: Int, _ result: Result) {
        #expect(delivered.updateValue(result, forKey: number) == nil, "command \(number) has two results")
    }
}

extension PendingCommand.Execution {
    /// Returns an execution without decisions and results, which the state machine never runs.
    static func doingNothing(on footprint: Footprint = Footprint(), commands: Int = 1) -> Self {
        Self(TransactionWork(on: footprint) { _ in }, commandCount: commands, first: ("test", "test")) { _ in
        }
    }
}

extension StoreError {
    static func failure(_ code: Code, _ outcome: Outcome = .notCommitted) -> StoreError {
        StoreError(code, outcome: outcome, isRetriable: true, message: "failed by the test")
    }
}
