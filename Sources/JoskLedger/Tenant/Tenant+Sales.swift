// Commands for purchases and refunds.

extension Tenant {
    /// Sells products to a customer on credit, completely or not at all.
    ///
    /// The purchase checks stock and credit, creates the order, removes the stock and charges the customer's ledger
    /// in one atomic step. No other command can take effect in between. A rejection contains every reason at once (see
    /// ``PurchaseRejection``). A purchase with a total of zero creates an order but no ledger entry, and needs no
    /// credit.
    ///
    /// - Parameters:
    ///   - customerID: The identifier of the customer.
    ///   - lines: The products and their quantities, within ``Limits/lines``. The same product on several lines is
    ///     checked as one quantity.
    ///   - orderID: The identifier of the order; nil for a new one.
    ///   - reference: The application's own key for the order, such as an invoice number, unique in the business.
    ///   - expectedTotal: The total that the caller expects. A purchase with a different total is rejected; nil
    ///     accepts any total.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the order's identifier, the total, the due date and the resulting balance.
    /// - Throws: ``PurchaseError``. The command is rejected if a product or the customer is unknown or inactive, if
    ///   stock or credit is insufficient, if another order has the identifier or the reference, if the total is not
    ///   the expected one, or if a number is out of bounds or an amount in another currency than the business.
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

    /// Refunds an order or a part of it, at the price that was paid.
    ///
    /// The refund reduces the amount that the customer owes. All refunds of a line together never exceed the units
    /// bought. A refund also works if the customer or a product is inactive.
    ///
    /// - Parameters:
    ///   - orderID: The identifier of the order.
    ///   - lines: The quantities to refund, by line of the order, each with a choice to return the goods to stock;
    ///     within ``Limits/lines``.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the refunded total and the resulting balance.
    /// - Throws: ``RefundError``. The command is rejected if no order has the identifier, if the order does not have
    ///   one of the lines, if a quantity exceeds the remaining units of its line, or if a quantity, the number of
    ///   lines, the resulting stock or the resulting balance is out of bounds.
    @discardableResult
    public func refund(
        order orderID: Order.ID, lines: [RefundRequestLine],
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(RefundError) -> RefundReceipt {
        let command = RefundOrder(orderID: orderID, lines: lines)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Cancels an order: refunds all units that were not refunded before, at the price that was paid.
    ///
    /// The refund reduces the amount that the customer owes.
    ///
    /// - Parameters:
    ///   - orderID: The identifier of the order.
    ///   - restock: True to return the goods to stock.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the refunded total and the resulting balance.
    /// - Throws: ``CancelOrderError``. The command is rejected if no order has the identifier, if the order was
    ///   refunded completely before, or if the resulting stock or balance is out of bounds.
    @discardableResult
    public func cancel(
        order orderID: Order.ID, restock: Bool = true,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(CancelOrderError) -> RefundReceipt {
        let command = CancelOrder(orderID: orderID, restock: restock)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }
}

/// The error of ``Tenant/purchase(by:lines:orderID:reference:expectedTotal:idempotencyKey:metadata:)``.
public typealias PurchaseError = CommandError<PurchaseRejection>
/// The error of ``Tenant/refund(order:lines:idempotencyKey:metadata:)``.
public typealias RefundError = CommandError<RefundRejection>
/// The error of ``Tenant/cancel(order:restock:idempotencyKey:metadata:)``.
public typealias CancelOrderError = CommandError<CancelOrderRejection>
