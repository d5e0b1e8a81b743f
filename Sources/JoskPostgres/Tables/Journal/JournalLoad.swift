internal import JoskLedger
internal import JoskLibPQ

/// The journal entries of keys. Read last: a command whose effects an earlier statement has shown is in it.
struct LoadJournal: FixedStatement {
    let business: Business.ID
    let keys: Set<IdempotencyKey>

    static let sql = """
        SELECT \(JournalEntry.columns(of: "j"))
        FROM \(KeyedLookup.each(of: "journal", by: "key", as: "j"))
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: keys)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> JournalEntry {
        try JournalEntry(from: &row)
    }
}
