internal import JoskLedger
internal import JoskLibPQ

/// A query for the journal entries of some keys.
///
/// It runs last, so that it returns every command whose effects an earlier statement has shown.
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
