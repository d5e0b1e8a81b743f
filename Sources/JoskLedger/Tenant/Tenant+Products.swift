// Products: what they are, and what there is of them.

extension Tenant {
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

    /// Gives a product another name.
    ///
    /// - Parameters:
    ///   - productID: The product.
    ///   - name: What the product is called from now on.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func rename(
        product productID: Product.ID, to name: Name,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(RenameProductError) -> ProductChangeReceipt {
        let command = RenameProduct(productID: productID, name: name)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Changes the host's own key for a product.
    ///
    /// - Parameters:
    ///   - productID: The product.
    ///   - sku: The key, unique in the business.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func changeSKU(
        of productID: Product.ID, to sku: SKU,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(ChangeSKUError) -> ProductChangeReceipt {
        let command = ChangeSKU(productID: productID, sku: sku)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Changes the price of a product. What was sold keeps the price that was paid.
    ///
    /// - Parameters:
    ///   - productID: The product.
    ///   - price: The price of one unit, within ``Limits/nonNegativeAmount``.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func changePrice(
        of productID: Product.ID, to price: Money,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(ChangePriceError) -> ChangePriceReceipt {
        let command = ChangePrice(productID: productID, price: price)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Lets a product be bought no more. Receipts of goods, adjustments and refunds work all the same.
    ///
    /// - Parameters:
    ///   - productID: The product.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func deactivate(
        product productID: Product.ID,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(SetProductActivityError) -> ProductChangeReceipt {
        let command = SetProductActivity(productID: productID, isActive: false)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Lets a product be bought again.
    ///
    /// - Parameters:
    ///   - productID: The product.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func activate(
        product productID: Product.ID,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(SetProductActivityError) -> ProductChangeReceipt {
        let command = SetProductActivity(productID: productID, isActive: true)
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
    ///     has.
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
}

/// Why a product was not added.
public typealias AddProductError = CommandError<AddProductRejection>
/// Why a product was not renamed.
public typealias RenameProductError = CommandError<UnknownProductRejection>
/// Why a product's SKU was not changed.
public typealias ChangeSKUError = CommandError<ChangeSKURejection>
/// Why a price was not changed.
public typealias ChangePriceError = CommandError<ChangePriceRejection>
/// Why a product was not activated or deactivated.
public typealias SetProductActivityError = CommandError<UnknownProductRejection>
/// Why goods were not received.
public typealias ReceiveGoodsError = CommandError<ReceiveGoodsRejection>
/// Why stock was not adjusted.
public typealias AdjustStockError = CommandError<AdjustStockRejection>
