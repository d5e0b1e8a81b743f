import JoskLedger
import JoskLibPQ

/// A transaction that may have been committed, or may still be: nothing proves the contrary.
struct InDoubtTransaction: Sendable {
    /// The transaction's ID, an xid8 in decimal.
    let transactionID: String
}

extension TransactionAttempt.Ending {
    /// Returns the ending of an attempt whose second round trip, which ends with COMMIT, has failed.
    ///
    /// An attempt without changes, or whose rollback is proved, is `aborted`. Every other failure leaves the
    /// transaction in doubt.
    static func failedToCommit(
        _ loaded: LoadedState, _ outcome: PipelineOutcome, after error: PostgresError
    ) -> Self {
        if loaded.state.changes.isEmpty || CommitOutcome(of: outcome) == .notCommitted {
            return .aborted(error)
        }
        return .inDoubt(InDoubtTransaction(transactionID: loaded.transactionID), error)
    }
}
