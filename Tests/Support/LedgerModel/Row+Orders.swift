extension Plain.Row {
    /// An order.
    package struct Order: Sendable, Hashable {
        package var id: Int
        package var customer: Int
        package var number: Int64
        package var reference: Plain.Text?
        package var lines: [Plain.SoldLine]
        package var total: Plain.Amount
        package var placedAt: Int64
        package var command: Int

        package init(
            id: Int, customer: Int, number: Int64, reference: Plain.Text?, lines: [Plain.SoldLine],
            total: Plain.Amount, placedAt: Int64, command: Int
        ) {
            self.id = id
            self.customer = customer
            self.number = number
            self.reference = reference
            self.lines = lines
            self.total = total
            self.placedAt = placedAt
            self.command = command
        }
    }

    /// A refund of an order.
    package struct Refund: Sendable, Hashable {
        package var order: Int
        package var number: Int64
        package var customer: Int
        package var lines: [Plain.RefundedLine]
        package var total: Plain.Amount
        package var refundedAt: Int64
        package var command: Int

        package init(
            order: Int, number: Int64, customer: Int, lines: [Plain.RefundedLine], total: Plain.Amount,
            refundedAt: Int64, command: Int
        ) {
            self.order = order
            self.number = number
            self.customer = customer
            self.lines = lines
            self.total = total
            self.refundedAt = refundedAt
            self.command = command
        }
    }
}

extension Plain {
    /// A line of an order or of a quote.
    package struct SoldLine: Sendable, Hashable {
        package var product: Int
        package var quantity: Int64
        package var price: Amount
        package var amount: Amount

        package init(product: Int, quantity: Int64, price: Amount, amount: Amount) {
            self.product = product
            self.quantity = quantity
            self.price = price
            self.amount = amount
        }
    }

    /// A line of a refund.
    package struct RefundedLine: Sendable, Hashable {
        package var number: Int
        package var product: Int
        package var quantity: Int64
        package var amount: Amount
        package var isRestocked: Bool

        package init(number: Int, product: Int, quantity: Int64, amount: Amount, isRestocked: Bool) {
            self.number = number
            self.product = product
            self.quantity = quantity
            self.amount = amount
            self.isRestocked = isRestocked
        }
    }
}
