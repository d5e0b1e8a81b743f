import JoskLedger
import JoskLibPQ

/// A query for the last entry of a ledger that was recorded up to a time.
///
/// Entries never go back in time, so the query is a binary search over their numbers, with about 20 index probes in a
/// ledger of a million entries.
struct FindLastEntry: FixedStatement {
    let business: Business.ID
    let customer: Customer.ID
    let time: Timestamp

    /// The binary search, which keeps the number of the entry between `low` and `high`.
    ///
    /// Zero is the place before the first entry. The lateral lookups leave the planner no choice: ``KeyedLookup``. The
    /// middle is a column, because beside a row security policy PostgreSQL 15.20 looks up no computed number in an index:
    /// a division might reveal hidden rows by its error.
    static let sql = """
        WITH RECURSIVE range (low, high, middle) AS (
            SELECT 0::bigint, last, (last + 1) / 2 FROM (
                SELECT coalesce(max(sequence), 0) AS last FROM josk.ledger_entries
                WHERE business_id = $1 AND customer_id = $2
            ) AS ledger
            UNION ALL
            SELECT half.low, half.high, (half.low + half.high + 1) / 2
            FROM range CROSS JOIN LATERAL (
                SELECT * FROM josk.ledger_entries
                WHERE business_id = $1 AND customer_id = $2 AND sequence = range.middle OFFSET 0
            ) AS m CROSS JOIN LATERAL (
                SELECT CASE WHEN m.recorded_at <= $3 THEN m.sequence ELSE range.low END AS low,
                    CASE WHEN m.recorded_at <= $3 THEN range.high ELSE m.sequence - 1 END AS high
            ) AS half
            WHERE range.low < range.high
        )
        SELECT \(LedgerEntryRow.columns(of: "e"))
        FROM range CROSS JOIN LATERAL (
            SELECT * FROM josk.ledger_entries
            WHERE business_id = $1 AND customer_id = $2 AND sequence = range.low OFFSET 0
        ) AS e
        WHERE range.low = range.high
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(customer)
        parameters.append(time.withinServersRange)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> LedgerEntryRow {
        try LedgerEntryRow(from: &row)
    }
}
