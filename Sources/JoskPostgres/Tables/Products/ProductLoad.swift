internal import JoskLedger
internal import JoskLibPQ

/// The products of a footprint and of its orders' lines.
struct FootprintProducts: PostgresStatement {
    let business: Business.ID
    let products: Set<Product.ID>
    let orders: Set<Order.ID>
    let access: Access

    var name: String { text.name }
    var sql: String { text.sql }
    private var text: StatementTexts.Text { Self.texts[access, hasOrders: !orders.isEmpty] }
    private static let texts = StatementTexts("FootprintProducts") { access, hasOrders in
        """
        SELECT \(StockRow.columns)
        FROM \(hasOrders ? Wanted.distinct(and: productsOfOrders) : Wanted.rows)
        JOIN josk.products ON business_id = $1 AND id = wanted
        ORDER BY id
        \(access.lockingClause(of: "products"))
        """
    }
    /// What was bought with the orders $3.
    static let productsOfOrders = """
        ARRAY(
            SELECT l.product_id
            FROM \(Wanted.each(of: "order_lines", by: "order_id", as: "l", "unnest($3) AS u (wanted)")))
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: products)
        if !orders.isEmpty { parameters.append(array: orders) }
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> StockRow {
        try StockRow(from: &row)
    }
}

/// Which product has each of some SKUs.
struct LoadSKUs: FixedStatement {
    let business: Business.ID
    let skus: Set<SKU>

    static let sql = """
        SELECT sku, id FROM \(Wanted.each(of: "products", by: "sku", as: "p"))
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: skus)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> (SKU, Product.ID) {
        (try row.next(), try row.next())
    }
}
