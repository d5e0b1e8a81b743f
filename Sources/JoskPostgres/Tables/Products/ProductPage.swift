import JoskLedger
import JoskLibPQ

/// A query for a page of products, by identifier.
struct ListProducts: PostgresStatement {
    let business: Business.ID
    let page: PageRequest<ProductStock>

    var name: String { "josk_ListProducts_\(page.direction)" }
    var sql: String {
        """
        SELECT \(ProductRow.columns)
        FROM josk.products
        WHERE business_id = $1 AND id \(page.direction.comparison) $2 AND id IS DISTINCT FROM $3
        ORDER BY id \(page.direction.keyword) LIMIT $4
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        page.bind(&parameters)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> ProductRow {
        try ProductRow(from: &row)
    }
}
