import JoskLedger
import JoskLibPQ

/// An update that replaces the SKUs that change by temporary unique SKUs: see ``FreeReferences``.
struct FreeSKUs: FixedStatement {
    typealias Row = Never
    let business: Business.ID
    let products: [Product]

    /// The statement, whose temporary SKU is a control character and a random UUID.
    ///
    /// A known identifier could be the SKU of another product.
    static let sql = """
        UPDATE josk.products AS t SET sku = chr(1) || gen_random_uuid()::text
        \(KeyedLookup.updated(in: "products", from: "id", "sku")) AND t.sku <> u.sku
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: products.map(\.id))
        parameters.append(array: products.map(\.sku))
    }
}

struct UpdateProducts: WritingStatement {
    let business: Business.ID
    let products: [Product]
    var rowCount: Int { products.count }

    static let sql = """
        UPDATE josk.products AS t
        SET sku = u.sku, name = u.name, price = u.price, is_active = u.is_active
        \(KeyedLookup.updated(in: "products", from: "id", "sku", "name", "price", "is_active"))
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: products.map(\.id))
        parameters.append(array: products.map(\.sku))
        parameters.append(array: products.map(\.name))
        parameters.append(array: products.map(\.price.minorUnits))
        parameters.append(array: products.map(\.isActive))
    }
}

/// An update that copies the stock, the sequence and the time of the last movement to each product.
struct UpdateStock: WritingStatement {
    let business: Business.ID
    let movements: [StockMovement]
    var rowCount: Int { movements.count }

    static let sql = """
        UPDATE josk.products AS t
        SET stock = u.stock, movement_count = u.sequence, moved_at = u.moved_at
        \(KeyedLookup.updated(in: "products", from: "id", "stock", "sequence", "moved_at"))
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: movements.map(\.productID))
        parameters.append(array: movements.map(\.stock))
        parameters.append(array: movements.map(\.sequence))
        parameters.append(array: movements.map(\.movedAt))
    }
}
