import JoskLedger
import JoskLibPQ

/// A transaction of which it is unknown whether it was committed: the result of its COMMIT was lost.
struct InDoubtTransaction: Sendable {
    /// Its xid8, in decimal.
    let transaction: String
}

extension TransactionAttempt.Ending {
    /// The ending of an attempt whose second round trip, which ends with COMMIT, has failed.
    ///
    /// Without changes there was nothing to commit. Otherwise only an error that proves that the transaction was rolled back makes it
    /// aborted.
    static func failedToCommit(_ loaded: LoadedState, after error: PostgresError) -> Self {
        if loaded.state.changes.isEmpty || error.isKnownToHaveEnded { return .aborted(error) }
        return .inDoubt(InDoubtTransaction(transaction: loaded.transaction), error)
    }
}
