import JoskLibPQ
import JoskTesting
import Testing

private typealias Machine = PipelineStateMachine

@Suite("The pipeline state machine")
struct PipelineStateMachineTests {
    @Test("A pipeline flushes, takes a result and a null for each statement, and ends when synchronized")
    func takesEverything() {
        var machine = Machine(statementCount: 2)
        #expect(machine.next(after: .started) == .flush)
        #expect(machine.next(after: .flushed(.partial)) == .wait([.read, .write]))
        #expect(machine.next(after: .ready(.write)) == .flush)
        #expect(machine.receivingStatement == nil)
        #expect(machine.next(after: .flushed(.everything)) == .takeResult)
        #expect(machine.receivingStatement == 0)
        #expect(machine.next(after: .busy) == .wait(.read))
        #expect(machine.next(after: .ready(.read)) == .consumeInput)
        #expect(machine.next(after: .consumed(true)) == .takeResult)
        #expect(machine.next(after: .result(.failure)) == .takeResult)
        #expect(machine.next(after: .noResult) == .takeResult)
        #expect(machine.receivingStatement == 1)
        #expect(machine.next(after: .result(.aborted)) == .takeResult)
        #expect(machine.next(after: .noResult) == .takeResult)
        #expect(machine.receivingStatement == 2)
        #expect(machine.next(after: .result(.synchronization)) == .finish(.synchronized))
    }

    @Test("A pipeline reads the available input before it continues to send")
    func readsWhileSending() {
        var machine = Machine(statementCount: 1)
        _ = machine.next(after: .started)
        _ = machine.next(after: .flushed(.partial))
        #expect(machine.next(after: .ready([.read, .write])) == .consumeInput)
        #expect(machine.next(after: .consumed(true)) == .flush)
    }

    @Test("A commit that fails at the synchronization point is a failure, and the pipeline still ends there")
    func failsAtSynchronization() {
        var machine = Machine.receiving(1, of: 1)
        #expect(machine.next(after: .result(.failure)) == .takeResult)
        #expect(machine.next(after: .noResult) == .takeResult)
        #expect(machine.receivingStatement == 1)
        #expect(machine.next(after: .result(.synchronization)) == .finish(.synchronized))
    }

    @Test("A deadline first cancels a pipeline, and ends it only after the grace period")
    func cancelsAtDeadline() {
        var machine = Machine.receiving(0, of: 1)
        _ = machine.next(after: .busy)
        #expect(machine.next(after: .deadlinePassed) == .cancel)
        #expect(machine.next(after: .cancelRequested) == .wait(.read))
        #expect(machine.next(after: .cancelled) == .wait(.read))
        #expect(machine.next(after: .deadlinePassed) == .finish(.deadlinePassed))
    }

    @Test("A cancelled pipeline is still sent and drained completely")
    func drainsAfterCancellation() {
        var machine = Machine(statementCount: 1)
        _ = machine.next(after: .started)
        _ = machine.next(after: .flushed(.partial))
        #expect(machine.next(after: .cancelled) == .cancel)
        #expect(machine.next(after: .cancelRequested) == .wait([.read, .write]))
        #expect(machine.next(after: .ready(.write)) == .flush)
        #expect(machine.next(after: .flushed(.everything)) == .takeResult)
        #expect(machine.next(after: .result(.failure)) == .takeResult)
        #expect(machine.next(after: .noResult) == .takeResult)
        #expect(machine.next(after: .result(.synchronization)) == .finish(.synchronized))
    }

    @Test("A lost connection ends a pipeline in every state")
    func losesConnection() {
        for (name, state) in Machine.states where name != "finished" {
            for event in [Machine.Event.consumed(false), .result(.connectionLost)] {
                var machine = state
                #expect(machine.next(after: event) == .finish(.connectionLost), "\(name) after \(event)")
            }
        }
    }

    @Test("Every event in every state of a pipeline has its action", arguments: Machine.table)
    fileprivate func isTotal(_ row: Machine.Row) {
        for (event, expected) in zip(Machine.events, row.actions) {
            var machine = row.machine
            let action = machine.next(after: event)
            switch expected {
            case .action(let wanted): #expect(action == wanted, "\(row.name) after \(event)")
            case .violation:
                guard case .finish(.violated) = action else {
                    Issue.record("\(row.name) after \(event): \(action)")
                    continue
                }
            }
            if case .finish = action { expectNothingMore(from: machine, ending: action) }
        }
    }

    /// Expects that the state machine keeps its end, regardless of further events.
    private func expectNothingMore(from machine: Machine, ending: Machine.Action) {
        var machine = machine
        for event in Machine.events { #expect(machine.next(after: event) == ending) }
        #expect(machine.receivingStatement == nil)
    }
}

// MARK: - Every state and every event

extension PipelineStateMachine {
    fileprivate enum Expected: Sendable {
        case action(Action)
        case violation
    }

    fileprivate struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let machine: PipelineStateMachine
        let actions: [Expected]
        var testDescription: String { name }
    }

    fileprivate static let events: [Event] = [
        .started, .flushed(.everything), .flushed(.partial), .flushed(.failed), .ready(.read), .ready(.write),
        .ready([]), .consumed(true), .consumed(false), .busy, .result(.success), .result(.failure),
        .result(.aborted), .result(.synchronization), .result(.connectionLost), .result(.foreign), .noResult,
        .deadlinePassed, .cancelled, .cancelRequested,
    ]

    /// Returns a state machine that waits for the result of a statement.
    fileprivate static func receiving(_ statement: Int, of count: Int) -> PipelineStateMachine {
        var machine = PipelineStateMachine(statementCount: count)
        _ = machine.next(after: .started)
        _ = machine.next(after: .flushed(.everything))
        for _ in 0..<statement {
            _ = machine.next(after: .result(.success))
            _ = machine.next(after: .noResult)
        }
        return machine
    }

    fileprivate static func after(_ event: Event, _ machine: PipelineStateMachine) -> PipelineStateMachine {
        var machine = machine
        _ = machine.next(after: event)
        return machine
    }

    fileprivate static let states: [(String, PipelineStateMachine)] = [
        ("flushing", PipelineStateMachine(statementCount: 1)), ("receiving", receiving(0, of: 1)),
        ("closing", after(.result(.success), receiving(0, of: 1))),
        ("at the synchronization point", receiving(1, of: 1)),
        ("cancelled while receiving", after(.cancelled, receiving(0, of: 1))),
        ("finished", after(.consumed(false), receiving(0, of: 1))),
    ]

    fileprivate static let table: [Row] = states.map { name, machine in
        Row(name: name, machine: machine, actions: events.map { expected(name, $0) })
    }

    /// Returns the expected action, from a transition table that does not depend on the implementation.
    private static func expected(_ state: String, _ event: Event) -> Expected {
        if state == "finished" { return .action(.finish(.connectionLost)) }
        switch event {
        case .consumed(false), .result(.connectionLost): return .action(.finish(.connectionLost))
        case .deadlinePassed:
            return .action(state == "cancelled while receiving" ? .finish(.deadlinePassed) : .cancel)
        case .cancelled: return .action(state == "cancelled while receiving" ? .wait(.read) : .cancel)
        case .cancelRequested: return .action(state == "flushing" ? .wait([.read, .write]) : .wait(.read))
        default: return state == "flushing" ? flushing(event) : receiving(state, event)
        }
    }

    private static func flushing(_ event: Event) -> Expected {
        switch event {
        case .started, .ready(.write), .ready([]), .consumed(true): .action(.flush)
        case .flushed(.everything): .action(.takeResult)
        case .flushed(.partial): .action(.wait([.read, .write]))
        case .flushed(.failed): .action(.finish(.connectionLost))
        case .ready(.read): .action(.consumeInput)
        default: .violation
        }
    }

    private static func receiving(_ state: String, _ event: Event) -> Expected {
        switch (event, state) {
        case (.busy, _): .action(.wait(.read))
        case (.ready, _): .action(.consumeInput)
        case (.consumed(true), _), (.noResult, "closing"): .action(.takeResult)
        case (.result(.failure), let state) where state != "closing": .action(.takeResult)
        case (.result(.success), "receiving"), (.result(.aborted), "receiving"): .action(.takeResult)
        case (.result(.success), "cancelled while receiving"): .action(.takeResult)
        case (.result(.aborted), "cancelled while receiving"): .action(.takeResult)
        case (.result(.synchronization), "at the synchronization point"): .action(.finish(.synchronized))
        default: .violation
        }
    }
}
