// Sales: purchases, and what undoes them.

extension Tenant {
    /// Sells to a customer on credit: all of it or nothing.
    ///
    /// Stock and credit are checked, the order is made, the stock taken and the ledger charged in one step
    /// that no other command can come between. A rejection names everything that stood in the way. A purchase
    /// that costs nothing makes an order and no ledger entry, and needs no credit.
    ///
    /// - Parameters:
    ///   - customerID: Who buys.
    ///   - lines: What, within ``Limits/lines``. The same product on several lines is checked as one
    ///     quantity.
    ///   - orderID: The caller's identifier for the order, if it has one.
    ///   - reference: The host's own key for the order (an invoice number), unique in the business.
    ///   - expectedTotal: What the caller believes it costs; nil if any total will do.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func purchase(
        by customerID: Customer.ID, lines: [PurchaseLine], orderID: Order.ID? = nil,
        reference: OrderReference? = nil, expectedTotal: Money? = nil,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(PurchaseError) -> PurchaseReceipt {
        let command = Purchase(
            orderID: NewIdentifier(orderID), customerID: customerID, lines: lines, reference: reference,
            expectedTotal: expectedTotal)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Undoes an order, or a part of it, at the price that was paid. The customer owes that much less.
    ///
    /// Never more of a line than was bought less what was refunded before. It works whether or not customer
    /// and products are active.
    ///
    /// - Parameters:
    ///   - orderID: The order.
    ///   - lines: What of it, by line and quantity, and whether the goods go back to stock.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func refund(
        order orderID: Order.ID, lines: [RefundRequestLine],
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(RefundError) -> RefundReceipt {
        let command = RefundOrder(orderID: orderID, lines: lines)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Undoes all that is left of an order, at the price that was paid. The customer owes that much less.
    ///
    /// - Parameters:
    ///   - orderID: The order.
    ///   - restock: Whether the goods go back to stock.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func cancel(
        order orderID: Order.ID, restock: Bool = true,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(CancelOrderError) -> RefundReceipt {
        let command = CancelOrder(orderID: orderID, restock: restock)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }
}

/// Why a purchase did not happen.
public typealias PurchaseError = CommandError<PurchaseRejection>
/// Why an order was not refunded.
public typealias RefundError = CommandError<RefundRejection>
/// Why an order was not cancelled.
public typealias CancelOrderError = CommandError<CancelOrderRejection>
