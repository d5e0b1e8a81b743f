import JoskLedger
import JoskLibPQ

/// A query for a page of a product's stock movements, by number.
struct ListStockMovements: PostgresStatement {
    let business: Business.ID
    let product: Product.ID
    let page: PageRequest<StockMovement>

    var name: String { "josk_ListStockMovements_\(page.direction)" }
    var sql: String {
        """
        SELECT \(StockMovement.columns(of: "m"))
        FROM josk.stock_movements AS m
        WHERE m.business_id = $1 AND m.product_id = $2
            AND m.sequence \(page.direction.comparison) $3 AND m.sequence IS DISTINCT FROM $4
        ORDER BY m.sequence \(page.direction.keyword) LIMIT $5
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(product)
        page.bind(&parameters)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> StockMovement {
        try StockMovement(from: &row)
    }
}
