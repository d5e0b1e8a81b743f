import JoskLedger
import JoskLibPQ

/// A query for the status of a transaction: if it is still running on this server.
struct LoadTransactionStatus: FixedStatement {
    /// The status of a transaction.
    ///
    /// Once a transaction has finished, the journal shows its effects.
    enum Status: Sendable { case inProgress, finished }

    /// The transaction's ID, an xid8 in decimal.
    let transactionID: String

    /// The query, which returns true if the transaction has finished.
    ///
    /// A transaction has finished once a snapshot shows its effects; the next statement's snapshot then shows them too.
    ///
    /// An ID that this server has not assigned yet belongs to another server, from before a failover: nothing of that
    /// transaction runs here. The query compares it with the ID of its own transaction. The end of a snapshot would not
    /// do, because it covers only transactions that have completed, and the newest transaction may still be running.
    ///
    /// In a read-only transaction, which has no ID, the query returns false, because the snapshot of a standby may be
    /// old.
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
