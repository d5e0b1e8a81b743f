import CJoskLibPQ
import Foundation

/// Why a server was asked to cancel.
private enum CancelCause { case deadline, callerCancelled }

extension PQConnection {
    /// Sends statements in one flush, and waits for the results, one a statement.
    ///
    /// - Parameter isCancellable: Whether cancelling the run interrupts it. Not for what a cancellation makes necessary, such as
    ///   a ROLLBACK.
    /// - Throws: ``PostgresError/refused(_:)`` for the first statement that failed, once the server is done
    ///   with all of them; or what makes the connection useless, which it then stays.
    package func run(
        _ pipeline: Pipeline, by deadline: ContinuousClock.Instant, isCancellable: Bool = true
    ) throws(PostgresError) -> [Rows] {
        if let failure { throw failure }
        wasCancelledTooLate = false
        try check(pipeline, by: deadline, isCancellable)
        let slots = try queue(pipeline)
        var results = PipelineResults(to: slots)
        var machine = PipelineStateMachine(statementCount: slots.count)
        var event = PipelineStateMachine.Event.started
        var (limit, cause) = (deadline, CancelCause?.none)
        var hasLookedLate = false
        while true {
            switch machine.next(after: event) {
            case .flush: event = flush()
            case .wait(let readiness):
                // Late it looks once more, and only once: what comes in without an end must not put off the limit.
                let (isLate, isPatient) = (limit <= .now, cause != nil || !isCancellable)
                event =
                    isLate && hasLookedLate
                    ? .deadlinePassed : Self.event(wait(for: readiness, until: limit, isPatient: isPatient))
                hasLookedLate = isLate
            case .consumeInput: event = .consumed(PQconsumeInput(pgConn) == 1)
            case .takeResult: event = takeResult(of: machine.receivingStatement, into: &results)
            case .cancel:
                cause = event == .deadlinePassed ? .deadline : .callerCancelled
                (limit, hasLookedLate) = (.now + grace, false)
                cancelRequest?.begin()
                event = .cancelRequested
            case .finish(let ending): return try conclude(ending, &results, cause)
            }
        }
    }

    /// Refuses what cannot be sent or is not wanted any more, before anything is sent.
    private func check(
        _ pipeline: Pipeline, by deadline: ContinuousClock.Instant, _ isCancellable: Bool
    ) throws(PostgresError) {
        for query in pipeline.queries {
            guard query.parameters.isSendable() else { throw .unsendable("parameters that are too large") }
            guard query.statement.sql.utf8.count <= Parameters.longestMessage else {
                throw .unsendable("a statement that is too long")
            }
            // What is prepared goes by its name.
            if prepared.preparation(of: query) != nil { continue }
            // C would take the text up to there for the whole.
            guard !query.statement.sql.utf8.contains(0), query.statement.name?.utf8.contains(0) != true
            else { throw .unsendable("a statement with a NUL") }
        }
        let unsent = ServerError(sqlState: .queryCanceled, message: "cancelled before it was sent")
        if isCancellable, tickets.isCurrentCancelled { throw .refused(unsent) }
        if deadline <= .now { throw .timedOut(unsent) }
    }

    private static func event(_ outcome: WaitOutcome) -> PipelineStateMachine.Event {
        switch outcome {
        case .ready(let readiness): .ready(readiness)
        case .deadlinePassed: .deadlinePassed
        case .cancelled: .cancelled
        }
    }

    private func flush() -> PipelineStateMachine.Event {
        switch PQflush(pgConn) {
        case 0: .flushed(.everything)
        case 1: .flushed(.partial)
        default: .flushed(.failed)
        }
    }

    private func takeResult(of index: Int?, into results: inout PipelineResults) -> PipelineStateMachine.Event
    {
        if PQisBusy(pgConn) == 1 { return .busy }
        guard let result = PQgetResult(pgConn) else { return .noResult }
        // It frees the result, and must outlive what reads it here.
        let rows = Rows(owning: result)
        return withExtendedLifetime(rows) {
            switch PQresultStatus(result) {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK:
                results.take(rows, of: index)
                return .result(.success)
            case PGRES_FATAL_ERROR:
                results.take(ServerError(of: result, otherwise: message), of: index)
                return .result(PQstatus(pgConn) == CONNECTION_BAD ? .connectionLost : .failure)
            case PGRES_PIPELINE_ABORTED: return .result(.aborted)
            case PGRES_PIPELINE_SYNC: return .result(.synchronization)
            default: return .result(.foreign)
            }
        }
    }
}

// MARK: - Queueing

extension PQConnection {
    /// Queues every statement, those that are not prepared yet behind their preparation.
    private func queue(_ pipeline: Pipeline) throws(PostgresError) -> [Slot] {
        var slots: [Slot] = []
        // What this pipeline prepares: known to it at once, and to the connection when it has succeeded.
        var known = prepared
        for query in pipeline.queries {
            var preparation = known.preparation(of: query)
            if preparation == nil, let name = query.statement.name {
                let new = prepared.prepare(query, as: name)
                try prepare(query, as: new)
                known.insert(new)
                slots.append(.preparation(new))
                preparation = new
            }
            try send(query, as: preparation)
            slots.append(.query(preparation))
        }
        guard PQpipelineSync(pgConn) == 1 else { throw fail(.lost(message, nil)) }
        return slots
    }

    private func prepare(
        _ query: Pipeline.Query, as preparation: PreparedStatements.Preparation
    ) throws(PostgresError) {
        let types = query.parameters.types.map(\.rawValue)
        let isQueued = PQsendPrepare(
            pgConn, preparation.nameOnServer, query.statement.sql, Int32(types.count), types)
        guard isQueued == 1 else { throw fail(.lost(message, nil)) }
    }

    private func send(
        _ query: Pipeline.Query, as preparation: PreparedStatements.Preparation?
    ) throws(PostgresError) {
        let parameters = query.parameters
        let count = Int32(parameters.ranges.count)
        let formats = [Int32](repeating: 1, count: parameters.ranges.count)
        let lengths = parameters.ranges.map { Int32(clamping: $0?.count ?? 0) }
        let isQueued = parameters.bytes.withUnsafeBufferPointer { buffer in
            // Invariant: libpq copies the values before it returns, and the ranges lie within the buffer. An
            // empty value still needs an address, for none means null.
            let base = buffer.baseAddress ?? Self.somewhere
            let values = parameters.ranges.map { range in
                range.map { UnsafeRawPointer(base + $0.lowerBound).assumingMemoryBound(to: CChar.self) }
            }
            if let name = preparation?.nameOnServer {
                return PQsendQueryPrepared(pgConn, name, count, values, lengths, formats, 1)
            }
            let types = parameters.types.map(\.rawValue)
            return PQsendQueryParams(
                pgConn, query.statement.sql, count, types, values, lengths, formats, 1)
        }
        guard isQueued == 1 else { throw fail(.lost(message, nil)) }
    }

    /// An address that is not null; nothing is read from it.
    // Invariant: never freed and never written.
    private static nonisolated(unsafe) let somewhere = UnsafePointer(
        UnsafeMutablePointer<UInt8>.allocate(capacity: 1))
}

// MARK: - Concluding

extension PQConnection {
    private func conclude(
        _ ending: PipelineStateMachine.Ending, _ results: inout PipelineResults, _ cause: CancelCause?
    ) throws(PostgresError) -> [Rows] {
        switch ending {
        case .synchronized: return try concludeSynchronized(results, cause)
        case .connectionLost:
            let why = message
            takeLastWord(into: &results)
            throw fail(.lost(why, results.error))
        case .deadlinePassed: throw fail(.timedOut())
        case .violated(let what): throw fail(.malformed(what))
        }
    }

    private func concludeSynchronized(
        _ results: PipelineResults, _ cause: CancelCause?
    ) throws(PostgresError) -> [Rows] {
        for preparation in results.preparations { prepared.insert(preparation) }
        // A request that is still under way would hit whatever comes next.
        let isSettled =
            cause == nil || cancelRequest?.end(by: Date(timeIntervalSinceNow: grace / .seconds(1))) != false
        if !isSettled { _ = fail(.lost("a cancel request has not ended", nil)) }
        guard let error = results.error else {
            wasCancelledTooLate = cause != nil
            return results.rows
        }
        // What the server has forgotten, or no longer plans the same, is prepared again the next time.
        if error.sqlState == .invalidStatementName { prepared.forgetAll() }
        if error.sqlState == .featureNotSupported, let failed = results.failedPreparation {
            prepared.forget(failed)
        }
        throw cause == .deadline && error.sqlState == .queryCanceled ? .timedOut(error) : .refused(error)
    }

    /// What the server said before it closed the connection may be read already, and not be taken yet.
    private func takeLastWord(into results: inout PipelineResults) {
        var nullCount = 0
        // Two nulls in a row: nothing more will come.
        while nullCount < 2, PQisBusy(pgConn) == 0 {
            guard let result = PQgetResult(pgConn) else {
                nullCount += 1
                continue
            }
            nullCount = 0
            // It frees the result, and must outlive what reads it here.
            withExtendedLifetime(Rows(owning: result)) {
                if PQresultStatus(result) == PGRES_FATAL_ERROR {
                    results.take(ServerError(of: result, otherwise: message), of: nil)
                }
            }
        }
    }
}
