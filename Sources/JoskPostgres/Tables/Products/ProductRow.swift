internal import JoskLedger
internal import JoskLibPQ

/// A row of `products`.
struct ProductRow: Sendable {
    static let columns = "id, sku, name, price, is_active, added_at, stock, movement_count, moved_at"

    let id: Product.ID
    let sku: SKU
    let name: Name
    let price: Int64
    let isActive: Bool
    let addedAt: Timestamp
    let stock: Int64
    let movementCount: Int64
    let movedAt: Timestamp

    init(from row: inout Rows.RowDecoder) throws(PostgresError) {
        id = try row.next()
        sku = try row.next()
        name = try row.next()
        price = try row.next()
        isActive = try row.next()
        addedAt = try row.next()
        stock = try row.next()
        movementCount = try row.next()
        movedAt = try row.next()
        try check(price, within: Limits.nonNegativeAmount, "price")
        try check(stock, within: Limits.stock, "stock")
        try check(movementCount, within: RowCounts.number, "movement count")
    }

    func productStock(in currency: Currency) -> ProductStock {
        ProductStock(
            product: Product(
                id: id, sku: sku, name: name, price: Money(minorUnits: price, currency), isActive: isActive,
                addedAt: addedAt),
            stock: stock, movementCount: movementCount, movedAt: movedAt)
    }
}
