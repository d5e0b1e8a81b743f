import JoskLedger
import JoskLibPQ

struct InsertJournal: WritingStatement {
    let business: Business.ID
    let entries: [JournalEntry]
    /// The transaction's ID, an xid8 in decimal.
    let transactionID: String
    var rowCount: Int { entries.count }

    /// The statement, which fails, and with it the transaction, if the cluster has no epoch.
    ///
    /// Without a journal row, a command could be executed twice.
    static let sql = """
        INSERT INTO josk.journal
            (business_id, key, id, kind, fingerprint, receipt, fact_count, metadata, recorded_at, epoch, xid)
        SELECT b.id, u.key, u.id, u.kind, u.fingerprint, u.receipt, u.fact_count, u.metadata::json,
            u.recorded_at, c.epoch, $10::text::xid8
        FROM josk.businesses AS b LEFT JOIN josk.cluster AS c ON true,
            unnest($2, $3, $4, $5, $6, $7, $8, $9)
                AS u (key, id, kind, fingerprint, receipt, fact_count, metadata, recorded_at)
        WHERE b.id = $1 ORDER BY u.key
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: entries.map(\.key))
        parameters.append(array: entries.map(\.id))
        parameters.append(array: entries.map(\.kind))
        parameters.append(array: entries.map(\.fingerprint))
        parameters.append(array: entries.map { Bytes($0.receipt) })
        parameters.append(array: entries.map { Int32(clamping: $0.factCount) })
        parameters.append(array: entries.map(\.metadata.json))
        parameters.append(array: entries.map(\.recordedAt))
        parameters.append(transactionID)
    }
}
