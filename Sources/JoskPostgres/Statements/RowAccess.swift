internal import JoskLedger
internal import JoskLibPQ

/// The access to the rows that a command declares: `locking` in order to change them, or `readOnly` in one snapshot.
enum RowAccess: Sendable {
    case locking, readOnly

    /// The SQL expression for the transaction's ID.
    ///
    /// `pg_current_xact_id()` assigns an ID to the transaction. A read does not need one, and a read-only transaction
    /// gets none.
    var transactionNumber: String {
        switch self {
        case .locking:
            "CASE WHEN NOT current_setting('transaction_read_only')::boolean THEN pg_current_xact_id() END"
        case .readOnly: "pg_current_xact_id_if_assigned()"
        }
    }
}
