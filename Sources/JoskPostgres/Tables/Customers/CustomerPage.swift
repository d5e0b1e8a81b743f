import JoskLedger
import JoskLibPQ

/// Customers by identifier.
struct ListAccounts: PostgresStatement {
    let business: Business.ID
    let page: PageRequest<Account>

    var name: String { "josk_ListAccounts_\(page.direction)" }
    var sql: String {
        """
        SELECT \(AccountRow.columns)
        FROM josk.customers AS c
        \(Standing.rows)
        WHERE c.business_id = $1 AND c.id \(page.direction.comparison) $2 AND c.id IS DISTINCT FROM $3
        ORDER BY c.id \(page.direction.keyword) LIMIT $4
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        page.bind(&parameters)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> AccountRow {
        try AccountRow(from: &row)
    }
}
