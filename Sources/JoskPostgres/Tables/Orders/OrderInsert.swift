import JoskLedger
import JoskLibPQ

struct InsertOrders: WritingStatement {
    let business: Business.ID
    let orders: [Order]
    var rowCount: Int { orders.count }

    static let sql = """
        INSERT INTO josk.orders
            (business_id, id, customer_id, number, reference, total, placed_at, command_id)
        SELECT b.id, u.* FROM josk.businesses AS b,
            unnest($2, $3, $4, $5, $6, $7, $8)
                AS u (id, customer_id, number, reference, total, placed_at, command_id)
        WHERE b.id = $1 ORDER BY u.id
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: orders.map(\.id))
        parameters.append(array: orders.map(\.customerID))
        parameters.append(array: orders.map(\.number))
        parameters.append(array: orders.map(\.reference))
        parameters.append(array: orders.map(\.total.minorUnits))
        parameters.append(array: orders.map(\.placedAt))
        parameters.append(array: orders.map(\.commandID))
    }
}

struct InsertOrderLines: WritingStatement {
    let business: Business.ID
    let orders: [Order]
    var rowCount: Int { orders.reduce(0) { $0 + $1.lines.count } }

    static let sql = """
        INSERT INTO josk.order_lines
            (business_id, order_id, number, product_id, quantity, unit_price, amount)
        SELECT b.id, u.* FROM josk.businesses AS b,
            unnest($2, $3, $4, $5, $6, $7)
                AS u (order_id, number, product_id, quantity, unit_price, amount)
        WHERE b.id = $1 ORDER BY u.order_id, u.number
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: orders.flatMap { order in order.lines.map { _ in order.id } })
        parameters.append(array: orders.flatMap { $0.lines.indices.map { Int32($0 + 1) } })
        let lines = orders.flatMap(\.lines)
        parameters.append(array: lines.map(\.productID))
        parameters.append(array: lines.map(\.quantity))
        parameters.append(array: lines.map(\.unitPrice.minorUnits))
        parameters.append(array: lines.map(\.amount.minorUnits))
    }
}
