import JoskLedger
import JoskLibPQ

struct InsertProducts: WritingStatement {
    let business: Business.ID
    let products: [ProductStock]
    var rowCount: Int { products.count }

    static let sql = """
        INSERT INTO josk.products
            (business_id, id, sku, name, price, is_active, added_at, stock, movement_count, moved_at)
        SELECT b.id, u.* FROM josk.businesses AS b,
            unnest($2, $3, $4, $5, $6, $7, $8, $9, $10)
                AS u (id, sku, name, price, is_active, added_at, stock, movement_count, moved_at)
        WHERE b.id = $1 ORDER BY u.sku
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: products.map(\.id))
        parameters.append(array: products.map(\.product.sku))
        parameters.append(array: products.map(\.product.name))
        parameters.append(array: products.map(\.product.price.minorUnits))
        parameters.append(array: products.map(\.product.isActive))
        parameters.append(array: products.map(\.product.addedAt))
        parameters.append(array: products.map(\.stock))
        parameters.append(array: products.map(\.movementCount))
        parameters.append(array: products.map(\.movedAt))
    }
}
