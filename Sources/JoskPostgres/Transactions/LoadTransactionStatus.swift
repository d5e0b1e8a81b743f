import JoskLedger
import JoskLibPQ

/// Whether a transaction of this server is still running.
struct LoadTransactionStatus: FixedStatement {
    /// What became of a transaction. Where it is over, the journal tells what it left.
    enum Status: Sendable { case inProgress, finished }

    /// Its xid8, in decimal.
    let transactionID: String

    /// A transaction is over when a snapshot shows what it did, and so does the next statement's. A number that this
    /// server has not given yet is one of another server's, from before a failover: nothing of it runs here. Ours is
    /// asked for, since the end of a snapshot tells only what has completed, and the newest may well be running. A
    /// transaction that may not write has none, and settles nothing: on a standby the answer would be an old one.
    static let sql = """
        SELECT CASE WHEN NOT current_setting('transaction_read_only')::boolean THEN
            $1::text::xid8 >= pg_current_xact_id()
                OR pg_visible_in_snapshot($1::text::xid8, pg_current_snapshot())
            ELSE false END
        """

    func bind(_ parameters: inout Parameters) { parameters.append(transactionID) }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> Status {
        try row.next(Bool.self) ? .finished : .inProgress
    }
}
