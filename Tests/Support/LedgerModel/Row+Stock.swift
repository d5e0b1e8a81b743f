extension Plain.Row {
    /// A product and its stock.
    package struct Product: Sendable, Hashable {
        package var id: Int
        package var sku: Plain.Text
        package var name: Plain.Text
        package var price: Plain.Amount
        package var isActive: Bool
        package var addedAt: Int64
        package var stock: Int64
        package var movements: Int64
        package var movedAt: Int64

        package init(
            id: Int, sku: Plain.Text, name: Plain.Text, price: Plain.Amount, isActive: Bool, addedAt: Int64,
            stock: Int64, movements: Int64, movedAt: Int64
        ) {
            self.id = id
            self.sku = sku
            self.name = name
            self.price = price
            self.isActive = isActive
            self.addedAt = addedAt
            self.stock = stock
            self.movements = movements
            self.movedAt = movedAt
        }
    }

    /// A movement of a product's stock.
    package struct Movement: Sendable, Hashable {
        package var product: Int
        package var sequence: Int64
        package var kind: Plain.MovementKind
        package var quantity: Int64
        package var stock: Int64
        package var movedAt: Int64
        package var command: Int

        package init(
            product: Int, sequence: Int64, kind: Plain.MovementKind, quantity: Int64, stock: Int64,
            movedAt: Int64, command: Int
        ) {
            self.product = product
            self.sequence = sequence
            self.kind = kind
            self.quantity = quantity
            self.stock = stock
            self.movedAt = movedAt
            self.command = command
        }
    }
}

extension Plain {
    /// The kind of a stock movement, with its values.
    package enum MovementKind: Sendable, Hashable {
        case receipt(Text?)
        case sale(order: Int)
        case `return`(order: Int, refund: Int64)
        case adjustment(Text)
    }
}
