import JoskLedger
import JoskLibPQ

/// Whether a transaction of this server is still running.
struct LoadTransactionStatus: PostgresStatement {
    /// What became of a transaction. Where it is over, the journal tells what it left.
    enum Status: Sendable { case inProgress, over }

    /// Its xid8, in decimal.
    let transaction: String

    /// A number that this server has not given yet is one of another server's: nothing of it runs here.
    static let sql = """
        SELECT CASE WHEN $1::text::xid8 < pg_snapshot_xmax(pg_current_snapshot())
            THEN pg_xact_status($1::text::xid8) END
        """

    func bind(_ parameters: inout Parameters) { parameters.append(transaction) }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> Status {
        try row.nextIfAny(String.self) == "in progress" ? .inProgress : .over
    }
}
