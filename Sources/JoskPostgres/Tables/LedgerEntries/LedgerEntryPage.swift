import JoskLedger
import JoskLibPQ

/// A query for a page of a customer's ledger entries, by number.
struct ListLedgerEntries: PostgresStatement {
    let business: Business.ID
    let customer: Customer.ID
    let page: PageRequest<LedgerEntry>

    var name: String { "josk_ListLedgerEntries_\(page.direction)" }
    var sql: String {
        """
        SELECT \(LedgerEntryRow.columns(of: "e"))
        FROM josk.ledger_entries AS e
        WHERE e.business_id = $1 AND e.customer_id = $2
            AND e.sequence \(page.direction.comparison) $3 AND e.sequence IS DISTINCT FROM $4
        ORDER BY e.sequence \(page.direction.keyword) LIMIT $5
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(customer)
        page.bind(&parameters)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> LedgerEntryRow {
        try LedgerEntryRow(from: &row)
    }
}
