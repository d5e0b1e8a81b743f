import JoskLedger
import JoskLibPQ

/// A query for a page of customers, by identifier.
struct ListCustomers: PostgresStatement {
    let business: Business.ID
    let page: PageRequest<CustomerAccount>

    var name: String { "josk_ListCustomers_\(page.direction)" }
    var sql: String {
        """
        SELECT \(CustomerAccountRow.columns)
        FROM josk.customers AS c
        \(LedgerHead.rows)
        WHERE c.business_id = $1 AND c.id \(page.direction.comparison) $2 AND c.id IS DISTINCT FROM $3
        ORDER BY c.id \(page.direction.keyword) LIMIT $4
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        page.bind(&parameters)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> CustomerAccountRow {
        try CustomerAccountRow(from: &row)
    }
}
