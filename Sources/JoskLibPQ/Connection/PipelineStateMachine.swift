/// The steps of one pipeline, without I/O.
///
/// The queued statements are flushed, then a result is taken for each of them, until the synchronization point. The
/// caller reports each event, and the state machine returns the next action.
///
/// The rules are libpq's, from chapters 34.4 and 34.5 of PostgreSQL's manual:
/// - Flush until nothing is left, and read in between: the server may be unable to read until the client reads.
/// - Take results only when libpq is not busy.
/// - A null follows each statement's result, but not the synchronization point's.
/// - After an error, the result of every further statement is that it was aborted.
package struct PipelineStateMachine: Sendable {
    /// The next action for the caller.
    package enum Action: Sendable, Hashable {
        /// Call `PQflush`, and report ``Event/flushed(_:)``.
        case flush
        /// Wait until the socket is ready, and report ``Event/ready(_:)``.
        case wait(Readiness)
        /// Call `PQconsumeInput`, and report ``Event/consumed(_:)``.
        case consumeInput
        /// Call `PQisBusy` and, unless libpq is busy, `PQgetResult`.
        ///
        /// Report ``Event/busy``, ``Event/result(_:)`` or ``Event/noResult``.
        case takeResult
        /// Ask the server to cancel the statement, allow a grace period, and report ``Event/cancelRequested``.
        case cancel
        /// Stop: the pipeline has ended.
        case finish(Ending)
    }

    /// An event that the caller reports.
    package enum Event: Sendable, Hashable {
        case started
        case flushed(FlushOutcome)
        case ready(Readiness)
        case consumed(Bool)
        case busy
        case result(ResultKind)
        case noResult
        /// The deadline has passed or, once the server was asked to cancel, the grace period.
        case deadlinePassed
        /// The result is no longer wanted.
        case cancelled
        /// The server was asked to cancel.
        case cancelRequested
    }

    /// The result of `PQflush`.
    package enum FlushOutcome: Sendable, Hashable { case everything, partial, failed }

    /// The kind of a result.
    package enum ResultKind: Sendable, Hashable {
        /// Rows, or a completed command.
        case success
        /// An error; the connection is alive.
        case failure
        /// The statement was not run, because an earlier one had failed.
        case aborted
        /// The synchronization point.
        case synchronization
        /// The connection was lost.
        case connectionLost
        /// A kind that no statement of this library has, such as that of a COPY.
        case foreign
    }

    /// The outcome of a pipeline.
    package enum Ending: Sendable, Hashable {
        /// The synchronization point was reached; every statement has its result, and the connection is free.
        case synchronized
        case connectionLost
        case deadlinePassed
        /// The protocol was violated; the connection must not be used any more.
        case violated(String)
    }

    private enum State: Sendable, Hashable {
        /// Queued data is being sent.
        ///
        /// Next: `flushing`, `receiving`, `finished`.
        case flushing
        /// The result of the statement with this index is awaited.
        ///
        /// The index after the last statement means the synchronization point, where an implicit transaction commits
        /// and can fail. Next: `receiving`, `closing`, `finished`.
        case receiving(statement: Int)
        /// The result of the statement, or of the synchronization point, has been received. The null with which libpq
        /// ends the results is awaited.
        ///
        /// Next: `closing` (the null has not arrived), `receiving` (the next statement or the synchronization point),
        /// `finished`.
        case closing(statement: Int)
        /// The pipeline has ended with this outcome.
        ///
        /// Next: none.
        case finished(Ending)
    }

    private var state = State.flushing
    /// True if the server was asked to cancel.
    ///
    /// The request is made at most once, in any state but `finished`, and changes no state.
    private var hasRequestedCancel = false
    private let statementCount: Int

    /// Creates the state machine of a pipeline with one synchronization point.
    ///
    /// - Parameter statementCount: The number of statements, including those that only prepare.
    package init(statementCount: Int) { self.statementCount = statementCount }

    /// The index of the statement whose result is awaited.
    ///
    /// It is the count of statements for the synchronization point, and nil in every state but `receiving`.
    package var receivingStatement: Int? {
        if case .receiving(let statement) = state { statement } else { nil }
    }

    /// Applies an event, and returns the next action.
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

    /// Returns the wait of the current state.
    ///
    /// A cancelled pipeline still ends at its synchronization point.
    private func waitAgain() -> Action { state == .flushing ? .wait([.read, .write]) : .wait(.read) }

    private mutating func flushing(after event: Event) -> Action {
        switch event {
        case .started: return .flush
        case .flushed(.everything):
            state = .receiving(statement: 0)
            return .takeResult
        case .flushed(.partial): return .wait([.read, .write])
        // Input is read first: the server may be waiting for the client to take it.
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
        // A failure at the synchronization point is one of the commit of an implicit transaction.
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
