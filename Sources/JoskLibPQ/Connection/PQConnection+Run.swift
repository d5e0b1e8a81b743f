import CJoskLibPQ
import Foundation

/// The reason for a cancel request.
private enum CancelCause { case deadline, callerCancelled }

extension PQConnection {
    /// Sends statements in one flush, and waits for their results, one for each statement.
    ///
    /// - Parameters:
    ///   - pipeline: The statements.
    ///   - deadline: The time at which the server is asked to cancel.
    ///   - isCancellable: True if cancelling the run interrupts it. Pass false for statements that a cancellation makes
    ///     necessary, such as a ROLLBACK.
    /// - Throws: ``PostgresError/refused(_:)`` for the first statement that failed, once the server has finished all
    ///   of them; ``PostgresError/timedOut(_:)`` with an error, if it failed because of the deadline; or
    ///   ``PostgresError/unsendable(_:)``. All other errors make the connection permanently unusable.
    package func run(
        _ pipeline: Pipeline, by deadline: ContinuousClock.Instant, isCancellable: Bool = true
    ) throws(PostgresError) -> [Rows] {
        var outcome = PipelineOutcome()
        return try run(pipeline, by: deadline, isCancellable: isCancellable, recording: &outcome)
    }

    /// Runs statements as ``run(_:by:isCancellable:)`` does, and also records the response to each.
    ///
    /// - Parameter outcome: The responses, also if this method throws.
    package func run(
        _ pipeline: Pipeline, by deadline: ContinuousClock.Instant, isCancellable: Bool = true,
        recording outcome: inout PipelineOutcome
    ) throws(PostgresError) -> [Rows] {
        outcome = PipelineOutcome()
        if let failure { throw failure }
        try check(pipeline, by: deadline, isCancellable)
        // libpq may send bytes while statements are queued.
        outcome.ending = .unfinished
        let slots = try queue(pipeline)
        var results = PipelineResults(to: slots)
        var machine = PipelineStateMachine(statementCount: slots.count)
        var event = PipelineStateMachine.Event.started
        var (limit, cause) = (deadline, CancelCause?.none)
        var hasCheckedLate = false
        while true {
            switch machine.next(after: event) {
            case .flush: event = flush()
            case .wait(let readiness):
                // After the limit, one more wait checks the socket: endless input must not postpone the limit.
                let (isLate, isPatient) = (limit <= .now, cause != nil || !isCancellable)
                event =
                    isLate && hasCheckedLate
                    ? .deadlinePassed : Self.event(wait(for: readiness, until: limit, isPatient: isPatient))
                hasCheckedLate = isLate
            case .consumeInput: event = .consumed(PQconsumeInput(pgConn) == 1)
            case .takeResult: event = takeResult(of: machine.receivingStatement, into: &results)
            case .cancel:
                cause = event == .deadlinePassed ? .deadline : .callerCancelled
                (limit, hasCheckedLate) = (.now + grace, false)
                cancelRequest?.begin()
                event = .cancelRequested
            case .finish(let ending):
                outcome = PipelineOutcome(
                    statementCount: slots.count, responses: results.responses, ending: recorded(ending))
                return try conclude(ending, &results, cause, &outcome)
            }
        }
    }

    /// Refuses statements that cannot be sent or are no longer wanted, before anything is sent.
    private func check(
        _ pipeline: Pipeline, by deadline: ContinuousClock.Instant, _ isCancellable: Bool
    ) throws(PostgresError) {
        for query in pipeline.queries {
            guard query.parameters.isSendable() else {
                throw .unsendable(
                    "the statement has more than \(UInt16.max) parameters, or they need more than "
                        + "\(Parameters.longestMessage) bytes")
            }
            guard query.statement.sql.utf8.count <= Parameters.longestMessage else {
                throw .unsendable("the statement is longer than \(Parameters.longestMessage) bytes")
            }
            // A prepared statement is sent by its name.
            if prepared.preparation(of: query) != nil { continue }
            // C would take the text before a NUL for the whole.
            guard !query.statement.sql.utf8.contains(0), query.statement.name?.utf8.contains(0) != true
            else { throw .unsendable("the statement or its name contains a NUL") }
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
        // The rows free the result, and must outlive the code that reads it here.
        let rows = Rows(owning: result)
        return withExtendedLifetime(rows) {
            switch PQresultStatus(result) {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK:
                results.take(rows, of: index)
                return .result(.success)
            case PGRES_FATAL_ERROR:
                if let error = ServerError(of: result) {
                    results.take(error, of: index)
                } else {
                    results.takeUnreadable(Self.message(of: result) ?? message)
                }
                return .result(PQstatus(pgConn) == CONNECTION_BAD ? .connectionLost : .failure)
            case PGRES_PIPELINE_ABORTED:
                results.takeSkipped()
                return .result(.aborted)
            case PGRES_PIPELINE_SYNC: return .result(.synchronization)
            default: return .result(.foreign)
            }
        }
    }
}

// MARK: - Queueing

extension PQConnection {
    /// Queues every statement, and before it its preparation if it has a name and is not prepared yet.
    private func queue(_ pipeline: Pipeline) throws(PostgresError) -> [Slot] {
        var slots: [Slot] = []
        // The pipeline uses its own preparations at once, and the connection once they have succeeded.
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
            // empty value still needs an address, because a missing one means null.
            let base = buffer.baseAddress ?? Self.nonNullAddress
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

    /// An address that is not null and is never read from.
    // Invariant: never freed and never written.
    private static nonisolated(unsafe) let nonNullAddress = UnsafePointer(
        UnsafeMutablePointer<UInt8>.allocate(capacity: 1))
}

// MARK: - Concluding

extension PQConnection {
    private func recorded(_ ending: PipelineStateMachine.Ending) -> PipelineOutcome.Ending {
        guard ending == .synchronized else { return .unfinished }
        return switch PQtransactionStatus(pgConn) {
        case PQTRANS_IDLE: .synchronized(.idle)
        case PQTRANS_INTRANS: .synchronized(.active)
        case PQTRANS_INERROR: .synchronized(.failed)
        default: .synchronized(.unknown)
        }
    }

    private func conclude(
        _ ending: PipelineStateMachine.Ending, _ results: inout PipelineResults, _ cause: CancelCause?,
        _ outcome: inout PipelineOutcome
    ) throws(PostgresError) -> [Rows] {
        switch ending {
        case .synchronized: return try concludeSynchronized(results, cause, &outcome)
        case .connectionLost:
            let reason = message
            takeFinalError(into: &results)
            throw fail(.lost(reason, results.error))
        case .deadlinePassed: throw fail(.timedOut())
        case .violated(let violation): throw fail(.malformed(violation))
        }
    }

    private func concludeSynchronized(
        _ results: PipelineResults, _ cause: CancelCause?, _ outcome: inout PipelineOutcome
    ) throws(PostgresError) -> [Rows] {
        for preparation in results.preparations { prepared.insert(preparation) }
        // A request that is still in flight would cancel the next statement.
        let isSettled =
            cause == nil || cancelRequest?.end(by: .now + grace) != false
        if !isSettled { _ = fail(.lost("a cancel request did not end within the grace period", nil)) }
        if let contradiction = outcome.contradiction { throw fail(.malformed(contradiction)) }
        guard let error = results.error else {
            outcome.wasCancelledTooLate = cause != nil
            return results.rows
        }
        // A statement that the server has forgotten, or no longer plans in the same way, is prepared again the next
        // time.
        if error.sqlState == .invalidStatementName { prepared.forgetAll() }
        if error.sqlState == .featureNotSupported, let failed = results.failedPreparation {
            prepared.forget(failed)
        }
        throw cause == .deadline && error.sqlState == .queryCanceled ? .timedOut(error) : .refused(error)
    }

    /// Takes errors that the server sent before it closed the connection.
    ///
    /// libpq may have read them already without having returned them.
    private func takeFinalError(into results: inout PipelineResults) {
        var nullCount = 0
        // Two nulls in a row mean that no further result follows.
        while nullCount < 2, PQisBusy(pgConn) == 0 {
            guard let result = PQgetResult(pgConn) else {
                nullCount += 1
                continue
            }
            nullCount = 0
            // The rows free the result, and must outlive the code that reads it here.
            withExtendedLifetime(Rows(owning: result)) {
                if PQresultStatus(result) == PGRES_FATAL_ERROR, let error = ServerError(of: result) {
                    results.takeFinal(error)
                }
            }
        }
    }

    /// Returns libpq's message about a result; nil if it has none.
    private static func message(of result: OpaquePointer) -> String? {
        let text = String(cString: PQresultErrorMessage(result)).trimmingCharacters(
            in: .whitespacesAndNewlines)
        return text.isEmpty ? nil : text
    }
}
