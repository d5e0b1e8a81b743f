/// The steps of one pipeline: what was queued is flushed, then a result is taken for each statement, until
/// the synchronization point. It does no I/O: it is told what happened and says what to do next.
///
/// The rules it follows are libpq's, chapters 34.4 and 34.5 of the manual: flush until nothing is left,
/// reading in between, for the server may be unable to read until we do; take results only when libpq is not
/// busy; each statement's result is followed by a null, the synchronization point's is not; after an error
/// every further statement is answered as aborted.
package struct PipelineStateMachine: Sendable {
    /// What to do next.
    package enum Action: Sendable, Hashable {
        /// Call `PQflush`, and tell with ``Event/flushed(_:)``.
        case flush
        /// Wait until the socket is ready, and tell with ``Event/ready(_:)``.
        case wait(Readiness)
        /// Call `PQconsumeInput`, and tell with ``Event/consumed(_:)``.
        case consumeInput
        /// Ask `PQisBusy`, and, if it is not, call `PQgetResult`; tell with ``Event/busy``,
        /// ``Event/result(_:)`` or ``Event/noResult``.
        case takeResult
        /// Ask the server to cancel what it runs, allow a period of grace, and tell with ``Event/asked``.
        case cancel
        /// All is over.
        case finish(Ending)
    }

    /// What happened.
    package enum Event: Sendable, Hashable {
        case started
        case flushed(FlushOutcome)
        case ready(Readiness)
        case consumed(Bool)
        case busy
        case result(ResultKind)
        case noResult
        /// The deadline has passed, or, once the server was asked to cancel, the period of grace.
        case deadlinePassed
        /// Nobody wants the answer any more.
        case cancelled
        /// The server was asked to cancel.
        case cancelRequested
    }

    /// What `PQflush` answered.
    package enum FlushOutcome: Sendable, Hashable { case everything, partial, failed }

    /// What kind of result it is.
    package enum ResultKind: Sendable, Hashable {
        /// Rows, or a command that is done.
        case success
        /// An error; the connection lives.
        case failure
        /// Not run, for one before it had failed.
        case aborted
        /// The synchronization point.
        case synchronization
        /// The connection is gone.
        case connectionLost
        /// A kind that no statement of ours can have, such as a COPY.
        case foreign
    }

    /// How it ended.
    package enum Ending: Sendable, Hashable {
        /// The synchronization point was reached: every statement has its result, and the connection is free.
        case synchronized
        case connectionLost
        case deadlinePassed
        /// The protocol was not kept; the connection is not to be used any more.
        case violated(String)
    }

    private enum State: Sendable, Hashable {
        /// Queued data is being sent. Next: `flushing`, `receiving`, `finished`.
        case flushing
        /// Waiting for the result of the statement with this index; the index that is one too many stands for
        /// the synchronization point, where an implicit transaction commits and can fail. Next: `receiving`,
        /// `closing`, `finished`.
        case receiving(statement: Int)
        /// The statement's result is there, its null is not. Next: `closing`, `receiving`, `finished`.
        case closing(statement: Int)
        /// It has ended so, and stays so.
        case finished(Ending)
    }

    private var state = State.flushing
    /// Whether the server was asked to cancel: that is done once, in any state but `finished`, and changes
    /// none.
    private var hasRequestedCancel = false
    private let statementCount: Int

    /// A pipeline of so many statements, counting those that only prepare, and one synchronization point.
    package init(statementCount: Int) { self.statementCount = statementCount }

    /// The statement whose result comes next, or the count of statements for the synchronization point; nil
    /// before and after.
    package var receivingStatement: Int? {
        if case .receiving(let statement) = state { statement } else { nil }
    }

    /// Takes in what happened and says what to do next.
    package mutating func next(after event: Event) -> Action {
        if case .finished(let ending) = state { return .finish(ending) }
        switch event {
        case .deadlinePassed where hasRequestedCancel: return finish(.deadlinePassed)
        case .deadlinePassed, .cancelled: return cancel()
        case .cancelRequested: return waitAgain()
        case .consumed(false), .result(.connectionLost): return finish(.connectionLost)
        default: return step(after: event)
        }
    }

    private mutating func step(after event: Event) -> Action {
        switch state {
        case .flushing: flushing(after: event)
        case .receiving(let statement): receiving(statement, after: event)
        case .closing(let statement): closing(statement, after: event)
        case .finished(let ending): .finish(ending)
        }
    }

    private mutating func cancel() -> Action {
        if hasRequestedCancel { return waitAgain() }
        hasRequestedCancel = true
        return .cancel
    }

    /// What is waited for in this state: a cancelled pipeline still ends at its synchronization point.
    private func waitAgain() -> Action { state == .flushing ? .wait([.read, .write]) : .wait(.read) }

    private mutating func flushing(after event: Event) -> Action {
        switch event {
        case .started: return .flush
        case .flushed(.everything):
            state = .receiving(statement: 0)
            return .takeResult
        case .flushed(.partial): return .wait([.read, .write])
        // What can be read comes first: the server may be waiting for us to take it.
        case .ready(let readiness): return readiness.contains(.read) ? .consumeInput : .flush
        case .consumed: return .flush
        case .flushed(.failed): return finish(.connectionLost)
        case .busy, .result, .noResult, .deadlinePassed, .cancelled, .cancelRequested: return violate(event)
        }
    }

    private mutating func receiving(_ statement: Int, after event: Event) -> Action {
        switch event {
        case .busy: return .wait(.read)
        case .ready: return .consumeInput
        case .consumed: return .takeResult
        case .result(.synchronization):
            guard statement == statementCount else { return violate(event) }
            return finish(.synchronized)
        // What fails at the synchronization point is the commit of an implicit transaction.
        case .result(.failure):
            state = .closing(statement: statement)
            return .takeResult
        case .result(.success), .result(.aborted):
            guard statement < statementCount else { return violate(event) }
            state = .closing(statement: statement)
            return .takeResult
        default: return violate(event)
        }
    }

    private mutating func closing(_ statement: Int, after event: Event) -> Action {
        switch event {
        case .noResult:
            state = .receiving(statement: min(statement + 1, statementCount))
            return .takeResult
        case .busy: return .wait(.read)
        case .ready: return .consumeInput
        case .consumed: return .takeResult
        default: return violate(event)
        }
    }

    private mutating func violate(_ event: Event) -> Action {
        finish(.violated("\(event) while \(state) of \(statementCount) statements"))
    }

    private mutating func finish(_ ending: Ending) -> Action {
        state = .finished(ending)
        return .finish(ending)
    }
}
