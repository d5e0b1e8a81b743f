// Commands for products and their stock.

extension Tenant {
    /// Adds a product.
    ///
    /// - Parameters:
    ///   - id: The identifier of the product; nil for a new one.
    ///   - sku: The application's own key for the product, unique in the business.
    ///   - name: The product's name. No order, refund, stock movement or journal entry contains it.
    ///   - price: The price of one unit, within ``Limits/nonNegativeAmount``.
    ///   - stock: The initial units on hand, zero or within ``Limits/quantity``. They are recorded as a receipt of
    ///     goods.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the identifier of the product.
    /// - Throws: ``AddProductError``. The command is rejected if another product has the identifier or the SKU, if
    ///   the price is out of bounds or in another currency than the business, or if the stock is out of bounds.
    @discardableResult
    public func addProduct(
        id: Product.ID? = nil, sku: SKU, name: Name, price: Money, stock: Int64 = 0,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(AddProductError) -> AddProductReceipt {
        let command = AddProduct(id: NewIdentifier(id), sku: sku, name: name, price: price, stock: stock)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Changes a product's name.
    ///
    /// - Parameters:
    ///   - productID: The identifier of the product.
    ///   - name: The new name.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the time of the change.
    /// - Throws: ``RenameProductError``. The command is rejected if no product has the identifier.
    @discardableResult
    public func rename(
        product productID: Product.ID, to name: Name,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(RenameProductError) -> ProductChangeReceipt {
        let command = RenameProduct(productID: productID, name: name)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Changes a product's SKU, the application's own key for the product.
    ///
    /// - Parameters:
    ///   - productID: The identifier of the product.
    ///   - sku: The new SKU, unique in the business.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the time of the change.
    /// - Throws: ``ChangeSKUError``. The command is rejected if no product has the identifier, or if another product
    ///   has the SKU.
    @discardableResult
    public func changeSKU(
        of productID: Product.ID, to sku: SKU,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(ChangeSKUError) -> ProductChangeReceipt {
        let command = ChangeSKU(productID: productID, sku: sku)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Changes the price of a product.
    ///
    /// Existing orders keep their prices.
    ///
    /// - Parameters:
    ///   - productID: The identifier of the product.
    ///   - price: The new price of one unit, within ``Limits/nonNegativeAmount``.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the new and the previous price.
    /// - Throws: ``ChangePriceError``. The command is rejected if no product has the identifier, or if the price is
    ///   out of bounds or in another currency than the business.
    @discardableResult
    public func changePrice(
        of productID: Product.ID, to price: Money,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(ChangePriceError) -> ChangePriceReceipt {
        let command = ChangePrice(productID: productID, price: price)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Deactivates a product, so that purchases of it are rejected.
    ///
    /// Receipts of goods, adjustments and refunds still work.
    ///
    /// - Parameters:
    ///   - productID: The identifier of the product.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the time of the change.
    /// - Throws: ``SetProductActivityError``. The command is rejected if no product has the identifier.
    @discardableResult
    public func deactivate(
        product productID: Product.ID,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(SetProductActivityError) -> ProductChangeReceipt {
        let command = SetProductActivity(productID: productID, isActive: false)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Activates a product again, so that it can be purchased.
    ///
    /// - Parameters:
    ///   - productID: The identifier of the product.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the time of the change.
    /// - Throws: ``SetProductActivityError``. The command is rejected if no product has the identifier.
    @discardableResult
    public func activate(
        product productID: Product.ID,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(SetProductActivityError) -> ProductChangeReceipt {
        let command = SetProductActivity(productID: productID, isActive: true)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Records a receipt of goods, which adds units to a product's stock.
    ///
    /// - Parameters:
    ///   - productID: The identifier of the product.
    ///   - quantity: The received units, within ``Limits/quantity``.
    ///   - reference: The application's note about the delivery, such as the number of a delivery note; not
    ///     necessarily unique.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the resulting stock.
    /// - Throws: ``ReceiveGoodsError``. The command is rejected if no product has the identifier, or if the quantity
    ///   or the resulting stock is out of bounds.
    @discardableResult
    public func receiveGoods(
        of productID: Product.ID, quantity: Int64, reference: DeliveryReference? = nil,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(ReceiveGoodsError) -> StockMovementReceipt {
        let command = ReceiveGoods(productID: productID, quantity: quantity, reference: reference)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Corrects a product's stock, up or down.
    ///
    /// The stock never goes below zero.
    ///
    /// - Parameters:
    ///   - productID: The identifier of the product.
    ///   - quantity: The units to add or, if negative, to remove; not zero. The number of units is within
    ///     ``Limits/quantity``.
    ///   - reason: The reason, stored with the stock movement.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the resulting stock.
    /// - Throws: ``AdjustStockError``. The command is rejected if no product has the identifier, if the quantity is
    ///   zero, if it would remove more units than are on hand, or if the quantity or the resulting stock is out of
    ///   bounds.
    @discardableResult
    public func adjustStock(
        of productID: Product.ID, by quantity: Int64, reason: Reason,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(AdjustStockError) -> StockMovementReceipt {
        let command = AdjustStock(productID: productID, quantity: quantity, reason: reason)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }
}

/// The error of ``Tenant/addProduct(id:sku:name:price:stock:idempotencyKey:metadata:)``, and of each element of
/// ``Tenant/addProducts(_:)``.
public typealias AddProductError = CommandError<AddProductRejection>
/// The error of ``Tenant/rename(product:to:idempotencyKey:metadata:)``.
public typealias RenameProductError = CommandError<UnknownProductRejection>
/// The error of ``Tenant/changeSKU(of:to:idempotencyKey:metadata:)``.
public typealias ChangeSKUError = CommandError<ChangeSKURejection>
/// The error of ``Tenant/changePrice(of:to:idempotencyKey:metadata:)``.
public typealias ChangePriceError = CommandError<ChangePriceRejection>
/// The error of ``Tenant/activate(product:idempotencyKey:metadata:)`` and
/// ``Tenant/deactivate(product:idempotencyKey:metadata:)``.
public typealias SetProductActivityError = CommandError<UnknownProductRejection>
/// The error of ``Tenant/receiveGoods(of:quantity:reference:idempotencyKey:metadata:)``.
public typealias ReceiveGoodsError = CommandError<ReceiveGoodsRejection>
/// The error of ``Tenant/adjustStock(of:by:reason:idempotencyKey:metadata:)``.
public typealias AdjustStockError = CommandError<AdjustStockRejection>
