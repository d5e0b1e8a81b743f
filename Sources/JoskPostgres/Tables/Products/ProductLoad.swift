internal import JoskLedger
internal import JoskLibPQ

/// A query for the products of a footprint and of its orders' lines.
struct LoadProducts: PostgresStatement {
    let business: Business.ID
    let products: Set<Product.ID>
    let orders: Set<Order.ID>
    let access: RowAccess

    var name: String { text.name }
    var sql: String { text.sql }
    private var text: StatementVariants.Text { Self.texts[access, hasOrders: !orders.isEmpty] }
    private static let texts = StatementVariants("LoadProducts") { access, hasOrders in
        """
        SELECT \(ProductRow.columns)
        FROM \(KeyedLookup.ordered(in: "products", and: hasOrders ? productsOfOrders : nil, access))
        """
    }
    /// The SQL expression for the products on the lines of the orders in the array $3.
    static let productsOfOrders = """
        ARRAY(
            SELECT l.product_id
            FROM \(KeyedLookup.each(of: "order_lines", by: "order_id", as: "l", "unnest($3) AS u (wanted)")))
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: products)
        if !orders.isEmpty { parameters.append(array: orders) }
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> ProductRow {
        try ProductRow(from: &row)
    }
}

/// A query for the products that have some SKUs.
struct LoadSKUs: FixedStatement {
    let business: Business.ID
    let skus: Set<SKU>

    static let sql = """
        SELECT sku, id FROM \(KeyedLookup.each(of: "products", by: "sku", as: "p"))
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: skus)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> (SKU, Product.ID) {
        (try row.next(), try row.next())
    }
}
