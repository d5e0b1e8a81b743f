/// Undoes all that is left of an order: a refund of each line's rest.
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
                let remaining = line.0.quantity - line.1
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

/// Why an order was not cancelled.
public enum CancelOrderRejection: Error, Sendable, Hashable, Codable {
    /// There is no order by that identifier.
    case unknownOrder(Order.ID)
    /// All of it was refunded before.
    case nothingRemaining
    /// The stock or the balance that would result is out of bounds.
    case outOfBounds(LimitViolation)

    /// A refund of what is left asks for lines that are there, and for no more than is left of them.
    fileprivate init(_ rejection: RefundRejection, of orderID: Order.ID) {
        switch rejection {
        case .outOfBounds(let violation): self = .outOfBounds(violation)
        case .unknownOrder, .unknownLineNumbers, .exceedsRemaining: self = .unknownOrder(orderID)
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
