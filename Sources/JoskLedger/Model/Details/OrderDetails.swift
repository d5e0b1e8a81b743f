/// An order with all that was refunded of it.
public struct OrderDetails: Sendable, Hashable, Codable, Identifiable {
    /// The order as it was made.
    public let order: Order
    /// Its refunds by number: the refund numbered n is at index n − 1.
    public package(set) var refunds: [Refund]

    /// An order and its refunds as they stand; for stores, which read them back.
    public init(order: Order, refunds: [Refund]) {
        self.order = order
        self.refunds = refunds
    }

    /// The order's identifier.
    public var id: Order.ID { order.id }

    /// Units refunded so far of each line, in the order of the lines.
    public var refundedQuantities: [Int64] {
        var quantities = [Int64](repeating: 0, count: order.lines.count)
        for line in refunds.lazy.flatMap(\.lines) where order.line(number: line.lineNumber) != nil {
            // Within what was bought; only a damaged row could wrap, and an audit names it.
            quantities[line.lineNumber - 1] &+= line.quantity
        }
        return quantities
    }
}
