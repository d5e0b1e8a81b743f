import JoskLedger
import JoskLibPQ

/// A loaded state, with the values that its transaction needs to write the changes.
struct LoadedState: Sendable {
    var state: TransactionState
    /// The transaction's ID, an xid8 in decimal; empty for a transaction that only reads.
    let transactionID: String
    /// The last entry of each ledger before the decision.
    let lastEntries: [Customer.ID: LedgerEntry]
    /// True if the journal has an entry for a key of the footprint.
    let hasReplays: Bool
}
