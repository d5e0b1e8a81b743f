import JoskLibPQ

/// The outcome of a transaction, as far as the responses to a pipeline that ends with COMMIT prove it.
///
/// It is the only place that decides this. An outcome needs proof: if no rule below applies, it is in doubt.
enum CommitOutcome: Sendable, Hashable {
    /// The server reported success for every statement and for COMMIT, and the session is in no transaction.
    case committed
    /// The transaction was not committed and cannot be: it has failed, or COMMIT was never sent.
    case notCommitted
    /// The transaction may have been committed, or may still be.
    case inDoubt

    /// Concludes the outcome from the responses, the last of which is that to COMMIT.
    ///
    /// The session's status is independent evidence: a session whose transaction has failed has not committed it, and a
    /// session that has just committed is in none.
    init(of outcome: PipelineOutcome) {
        switch outcome.ending {
        case .notSent: self = .notCommitted
        case .unfinished: self = .inDoubt
        case .synchronized(let status):
            guard !outcome.wasCancelledTooLate, outcome.responses.count == outcome.statementCount,
                let commit = outcome.responses.last
            else {
                self = .inDoubt
                return
            }
            self = Self.conclude(outcome.responses.dropLast(), commit, status)
        }
    }

    private static func conclude(
        _ statements: ArraySlice<PipelineOutcome.Response>, _ commit: PipelineOutcome.Response,
        _ status: PipelineOutcome.TransactionStatus
    ) -> CommitOutcome {
        let remaining = statements.drop { $0.isCompleted }
        switch (remaining.first, commit, status) {
        case (nil, .completed(tag: "COMMIT"), .idle): return .committed
        case (nil, .failed(let error), .idle) where error.proof == .rollback: return .notCommitted
        case (.failed(let error), .skipped, .failed) where error.proof != .nothing:
            return remaining.dropFirst().allSatisfy { $0 == .skipped } ? .notCommitted : .inDoubt
        default: return .inDoubt
        }
    }
}

extension PipelineOutcome.Response {
    fileprivate var isCompleted: Bool { if case .completed = self { true } else { false } }
}

extension ServerError {
    /// The conclusion about the transaction that the error proves.
    ///
    /// An error that ends the session (FATAL, PANIC) proves nothing: the connection is lost with it.
    fileprivate var proof: OutcomeProof {
        severity == "ERROR" ? SQLStateTable.row(of: sqlState).proof : .nothing
    }
}
