/// An order with the sums of its refunds, from which the next refund is decided.
///
/// Its size does not depend on the number of refunds.
public struct RefundableOrder: Sendable, Hashable, Identifiable {
    /// The order, as it was placed.
    public let order: Order
    /// The number of the order's refunds.
    ///
    /// It equals the number of the latest refund, because refunds are numbered without gaps.
    public private(set) var refundCount: Int64
    /// The number of units refunded so far on each line, in the order of the lines.
    public private(set) var refundedQuantities: [Int64]
    /// The amount refunded so far, in minor units.
    public private(set) var refundedMinorUnits: Int64

    /// Creates an order from its stored values; for use by stores.
    ///
    /// - Parameters:
    ///   - order: The order.
    ///   - refundCount: The number of the order's refunds.
    ///   - refundedQuantities: The units refunded on each line, by the line's number, counted from 1. A line that is
    ///     missing has none, and a line that the order does not have is ignored.
    ///   - refundedMinorUnits: The amount refunded, in minor units.
    public init(
        order: Order, refundCount: Int64, refundedQuantities: [Int: Int64], refundedMinorUnits: Int64
    ) {
        self.order = order
        self.refundCount = refundCount
        self.refundedQuantities = order.lines.indices.map { refundedQuantities[$0 + 1] ?? 0 }
        self.refundedMinorUnits = refundedMinorUnits
    }

    /// Creates the refundable form of an order with all its refunds.
    public init(_ details: OrderDetails) {
        order = details.order
        refundCount = Int64(details.refunds.count)
        refundedQuantities = details.refundedQuantities
        // Only the amounts of damaged refunds can wrap.
        refundedMinorUnits = details.refunds.reduce(0) { $0 &+ $1.total.minorUnits }
    }

    /// The order's identifier.
    public var id: Order.ID { order.id }

    /// The approximate number of stored rows: the order itself, its lines and its refunds.
    ///
    /// It is bounded, so that the number of a damaged refund cannot overflow.
    var rowCount: Int { 1 + order.lines.count + Int(min(refundCount, 1_000_000_000)) }

    /// Adds the next refund.
    mutating func add(_ refund: Refund) {
        refundCount = refund.id.number
        for line in refund.lines where order.line(number: line.lineNumber) != nil {
            refundedQuantities[line.lineNumber - 1] &+= line.quantity
        }
        refundedMinorUnits &+= refund.total.minorUnits
    }
}
