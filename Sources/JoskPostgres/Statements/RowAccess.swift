internal import JoskLedger
internal import JoskLibPQ

/// Whether a footprint is locked, to be changed, or only looked at in one snapshot.
enum RowAccess: Sendable {
    case locking, readOnly

    func lockingClause(of table: String) -> String {
        switch self {
        case .locking: "FOR NO KEY UPDATE OF \(table)"
        case .readOnly: ""
        }
    }

    /// The transaction's number. Asking for it gives the transaction one, which a read does not need, and one that may
    /// not write does not get.
    var transactionNumber: String {
        switch self {
        case .locking:
            "CASE WHEN NOT current_setting('transaction_read_only')::boolean THEN pg_current_xact_id() END"
        case .readOnly: "pg_current_xact_id_if_assigned()"
        }
    }
}
