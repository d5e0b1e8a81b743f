// Each command's method: the request in the caller's words, with the idempotency key and the metadata at the
// end.

extension Tenant {
    /// Adds a customer and opens the customer's ledger.
    ///
    /// - Parameters:
    ///   - id: The caller's identifier, if it has one.
    ///   - name: What the customer is called; no fact holds it.
    ///   - reference: The host's own key for the customer, unique in the business.
    ///   - creditLimit: What the customer may owe at most, within ``Limits/nonNegativeAmount``.
    ///   - paymentTerms: The customer's own payment terms; nil for those of the business.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func addCustomer(
        id: Customer.ID? = nil, name: Name, reference: CustomerReference? = nil, creditLimit: Money,
        paymentTerms: PaymentTerms? = nil, idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(AddCustomerError) -> AddCustomerReceipt {
        let command = AddCustomer(
            id: NewIdentifier(id), name: name, reference: reference, creditLimit: creditLimit,
            paymentTerms: paymentTerms)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Adds a product.
    ///
    /// - Parameters:
    ///   - id: The caller's identifier, if it has one.
    ///   - sku: The host's own key for the product, unique in the business.
    ///   - name: What the product is called; no fact holds it.
    ///   - price: The price of one unit, within ``Limits/nonNegativeAmount``.
    ///   - stock: Units on hand to begin with, zero or within ``Limits/quantity``. They are recorded as a
    ///     receipt of goods.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func addProduct(
        id: Product.ID? = nil, sku: SKU, name: Name, price: Money, stock: Int64 = 0,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(AddProductError) -> AddProductReceipt {
        let command = AddProduct(id: NewIdentifier(id), sku: sku, name: name, price: price, stock: stock)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Takes goods into stock.
    ///
    /// - Parameters:
    ///   - productID: The product.
    ///   - quantity: Units, within ``Limits/quantity``.
    ///   - reference: What the host notes of it, such as the number of a delivery note; not unique.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func receiveGoods(
        of productID: Product.ID, quantity: Int64, reference: DeliveryReference? = nil,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(ReceiveGoodsError) -> StockMovementReceipt {
        let command = ReceiveGoods(productID: productID, quantity: quantity, reference: reference)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Corrects a product's stock. It never goes below zero.
    ///
    /// - Parameters:
    ///   - productID: The product.
    ///   - quantity: Units to add, or, if negative, to take: not zero, and as many as ``Limits/quantity``
    //has.
    ///   - reason: Why; it stays with the movement.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func adjustStock(
        of productID: Product.ID, by quantity: Int64, reason: Reason,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(AdjustStockError) -> StockMovementReceipt {
        let command = AdjustStock(productID: productID, quantity: quantity, reason: reason)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

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
        _ orderID: Order.ID, lines: [RefundRequestLine],
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(RefundError) -> RefundReceipt {
        let command = RefundOrder(orderID: orderID, lines: lines)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Records that a customer paid. More than the customer owes is accepted: the customer is then in credit.
    ///
    /// - Parameters:
    ///   - amount: What was paid, within ``Limits/positiveAmount``.
    ///   - customerID: Who paid.
    ///   - reference: What the host notes of it, such as the bank's reference; not unique.
    ///   - effectiveDate: The day that it counts from; nil for the day on which it is recorded.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func recordPayment(
        of amount: Money, by customerID: Customer.ID, reference: PaymentReference? = nil,
        effectiveDate: CalendarDate? = nil, idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(RecordPaymentError) -> RecordPaymentReceipt {
        let command = RecordPayment(
            customerID: customerID, amount: amount, reference: reference, effectiveDate: effectiveDate)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }
}

/// Why a customer was not added.
public typealias AddCustomerError = CommandError<AddCustomerRejection>
/// Why a product was not added.
public typealias AddProductError = CommandError<AddProductRejection>
/// Why goods were not received.
public typealias ReceiveGoodsError = CommandError<ReceiveGoodsRejection>
/// Why stock was not adjusted.
public typealias AdjustStockError = CommandError<AdjustStockRejection>
/// Why a purchase did not happen.
public typealias PurchaseError = CommandError<PurchaseRejection>
/// Why an order was not refunded.
public typealias RefundError = CommandError<RefundRejection>
/// Why a payment was not recorded.
public typealias RecordPaymentError = CommandError<RecordPaymentRejection>
