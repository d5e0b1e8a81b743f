internal import JoskLedger
internal import JoskLibPQ

/// The head of a customer's ledger: the last entry, and the number of the customer's orders.
struct LedgerHead: Sendable {
    /// The columns of the rows that ``rows`` joins, in the order of ``init(from:)``.
    ///
    /// A customer without orders has the order number 0. A number that is null is damaged, and an error.
    static let columns = """
        CASE WHEN o.is_placed THEN o.number ELSE 0 END, \(LedgerEntryRow.columns(of: "e"))
        """

    /// The joins of the last entry, aliased `e`, and the last order, aliased `o`, to customers that are aliased `c`.
    ///
    /// Each is one index probe, however long the history.
    static let rows = """
        CROSS JOIN LATERAL (
            SELECT * FROM josk.ledger_entries
            WHERE business_id = c.business_id AND customer_id = c.id
            ORDER BY sequence DESC LIMIT 1
        ) AS e
        LEFT JOIN LATERAL (
            SELECT number, true AS is_placed FROM josk.orders
            WHERE business_id = c.business_id AND customer_id = c.id
            ORDER BY number DESC LIMIT 1
        ) AS o ON true
        """

    let orderCount: Int64
    let lastEntry: LedgerEntryRow

    init(from row: inout Rows.RowDecoder) throws(PostgresError) {
        orderCount = try row.next()
        lastEntry = try LedgerEntryRow(from: &row)
        try check(orderCount, within: RowCounts.number, "order number")
    }

    func customerAccount(of customer: Customer, in currency: Currency) -> CustomerAccount {
        CustomerAccount(customer: customer, lastEntry: lastEntry.entry(in: currency), orderCount: orderCount)
    }
}
