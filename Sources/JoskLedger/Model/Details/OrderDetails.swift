/// An order with all its refunds.
public struct OrderDetails: Sendable, Hashable, Codable, Identifiable {
    /// The order, as it was placed.
    public let order: Order
    /// The order's refunds, ordered by number: refund number n is at index n − 1.
    public package(set) var refunds: [Refund]

    /// Creates the details of an order from its stored values; for use by stores.
    public init(order: Order, refunds: [Refund]) {
        self.order = order
        self.refunds = refunds
    }

    /// The order's identifier.
    public var id: Order.ID { order.id }

    /// The number of units refunded so far on each line, in the order of the lines.
    public var refundedQuantities: [Int64] {
        var quantities = [Int64](repeating: 0, count: order.lines.count)
        for line in refunds.lazy.flatMap(\.lines) where order.line(number: line.lineNumber) != nil {
            // The sum is at most the purchased quantity. Only a damaged row could wrap, and an audit reports it.
            quantities[line.lineNumber - 1] &+= line.quantity
        }
        return quantities
    }
}
