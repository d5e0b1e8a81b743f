/// Cancels an order: refunds the remaining units of every line.
package struct CancelOrder: Command {
    package static let kind = "cancel-order"

    package let orderID: Order.ID
    package let restock: Bool

    package var footprint: Footprint { Footprint(orders: [orderID]) }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(orderID)
        encoder.append(restock)
    }

    package func decide(on state: TransactionState) throws(CancelOrderRejection) -> Decision<RefundReceipt> {
        guard let record = state.order(orderID) else { throw .unknownOrder(orderID) }
        let rest = zip(record.order.lines, record.refundedQuantities).enumerated()
            .compactMap { index, line -> RefundRequestLine? in
                // Only damaged quantities can wrap, and then no unit remains.
                let remaining = line.0.quantity &- line.1
                return remaining > 0
                    ? .init(lineNumber: index + 1, quantity: remaining, restock: restock) : nil
            }
        if rest.isEmpty { throw .nothingRemaining }
        do throws(RefundRejection) {
            return try RefundOrder(orderID: orderID, lines: rest).decide(on: state)
        } catch {
            throw CancelOrderRejection(error, of: orderID)
        }
    }
}

/// The reasons why an order was not cancelled.
public enum CancelOrderRejection: Error, Sendable, Hashable, Codable {
    /// No order has the identifier.
    case unknownOrder(Order.ID)
    /// Every unit of the order has already been refunded.
    case nothingRemaining
    /// The resulting stock or balance is out of bounds.
    ///
    /// If the stored order is damaged, an amount can be out of bounds too.
    case outOfBounds(LimitViolation)

    /// Converts the rejection of the refund.
    ///
    /// The refund requests only existing lines and only remaining units, so only two reasons are possible.
    fileprivate init(_ rejection: RefundRejection, of orderID: Order.ID) {
        switch rejection {
        case .outOfBounds(let violation): self = .outOfBounds(violation)
        case .unknownOrder, .unknownLineNumbers, .exceedsRemaining: self = .unknownOrder(orderID)
        }
    }
}

extension CancelOrderRejection: DescribedError {
    /// The reason in one complete sentence, with the values that explain it.
    public var description: String {
        switch self {
        case .unknownOrder(let id): Sentence.unknown("order", id)
        case .nothingRemaining: "The order has already been refunded in full."
        case .outOfBounds(let violation): violation.description
        }
    }
}

extension CancelOrderRejection: CommandRejection {
    package enum Reason: String, RejectionReason {
        case unknownOrder = "unknown_order"
        case nothingRemaining = "nothing_remaining"
        case outOfBounds = "out_of_bounds"
    }

    package var reasons: Set<Reason> {
        switch self {
        case .unknownOrder: [.unknownOrder]
        case .nothingRemaining: [.nothingRemaining]
        case .outOfBounds: [.outOfBounds]
        }
    }
}
