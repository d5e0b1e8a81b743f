import JoskLedger
import JoskLibPQ

/// A state, and what its transaction needs to write what is decided on it.
struct LoadedState: Sendable {
    var state: TransactionState
    /// The transaction's xid8, in decimal; empty for one that only looks.
    let transactionID: String
    /// Where each ledger stood before anything was decided.
    let lastEntries: [Customer.ID: LedgerEntry]
    /// Whether the journal has a command that the footprint asks for.
    let hasReplays: Bool
}
