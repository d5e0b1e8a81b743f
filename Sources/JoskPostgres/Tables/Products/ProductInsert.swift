import Foundation
import JoskLedger
import JoskLibPQ

struct InsertProducts: WritingStatement {
    let business: Business.ID
    let items: [StockItem]
    var rowCount: Int { items.count }

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
        parameters.append(array: items.map(\.id))
        parameters.append(array: items.map(\.product.sku))
        parameters.append(array: items.map(\.product.name))
        parameters.append(array: items.map(\.product.price.minorUnits))
        parameters.append(array: items.map(\.product.isActive))
        parameters.append(array: items.map(\.product.addedAt))
        parameters.append(array: items.map(\.stock))
        parameters.append(array: items.map(\.movementCount))
        parameters.append(array: items.map(\.movedAt))
    }
}
