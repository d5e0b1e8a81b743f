internal import JoskLedger
internal import LedgerModel

extension Engine {
    mutating func addProduct(_ request: Plain.AddProduct, _ call: Call) async throws -> Answer {
        let unit: SKU = try text(request.sku)
        let called: Name = try text(request.name)
        let cost = try money(request.price)
        do throws(AddProductError) {
            let receipt = try await call.tenant.addProduct(
                id: request.id.map { identities.identifier($0) }, sku: unit, name: called, price: cost,
                stock: request.stock,
                idempotencyKey: call.key, metadata: call.metadata)
            return accepted(
                .product(
                    id: identities.number(receipt.id, ifNew: call.newNumber), stock: receipt.stock,
                    addedAt: receipt.addedAt.microseconds))
        } catch {
            return try answer(error, to: call)
        }
    }

    func receiveGoods(
        of product: Int, quantity: Int64, reference: Plain.Text?, _ call: Call
    ) async throws -> Answer {
        let note: DeliveryReference? = try optional(reference)
        do throws(ReceiveGoodsError) {
            return moved(
                try await call.tenant.receiveGoods(
                    of: identities.identifier(product), quantity: quantity, reference: note,
                    idempotencyKey: call.key, metadata: call.metadata))
        } catch {
            return try answer(error, to: call)
        }
    }

    func adjustStock(
        of product: Int, by quantity: Int64, reason: Plain.Text, _ call: Call
    ) async throws -> Answer {
        let why: Reason = try text(reason)
        do throws(AdjustStockError) {
            return moved(
                try await call.tenant.adjustStock(
                    of: identities.identifier(product), by: quantity, reason: why, idempotencyKey: call.key,
                    metadata: call.metadata))
        } catch {
            return try answer(error, to: call)
        }
    }

    func changePrice(of product: Int, to price: Plain.Amount, _ call: Call) async throws -> Answer {
        let cost = try money(price)
        do throws(ChangePriceError) {
            let receipt = try await call.tenant.changePrice(
                of: identities.identifier(product), to: cost, idempotencyKey: call.key,
                metadata: call.metadata)
            return accepted(
                .price(
                    product: identities.number(receipt.productID), price: receipt.price.plain,
                    previous: receipt.previousPrice.plain, changedAt: receipt.changedAt.microseconds))
        } catch {
            return try answer(error, to: call)
        }
    }

    func changeSKU(of product: Int, to sku: Plain.Text, _ call: Call) async throws -> Answer {
        let unit: SKU = try text(sku)
        do throws(ChangeSKUError) {
            return changed(
                try await call.tenant.changeSKU(
                    of: identities.identifier(product), to: unit, idempotencyKey: call.key,
                    metadata: call.metadata))
        } catch {
            return try answer(error, to: call)
        }
    }

    func rename(product: Int, to name: Plain.Text, _ call: Call) async throws -> Answer {
        let called: Name = try text(name)
        do throws(RenameProductError) {
            return changed(
                try await call.tenant.rename(
                    product: identities.identifier(product), to: called, idempotencyKey: call.key,
                    metadata: call.metadata))
        } catch {
            return try answer(error, to: call)
        }
    }

    func setActivity(product: Int, isActive: Bool, _ call: Call) async throws -> Answer {
        do throws(SetProductActivityError) {
            let id: Product.ID = identities.identifier(product)
            return isActive
                ? changed(
                    try await call.tenant.activate(
                        product: id, idempotencyKey: call.key, metadata: call.metadata))
                : changed(
                    try await call.tenant.deactivate(
                        product: id, idempotencyKey: call.key, metadata: call.metadata))
        } catch {
            return try answer(error, to: call)
        }
    }

    private func moved(_ receipt: StockMovementReceipt) -> Answer {
        accepted(
            .movement(
                product: identities.number(receipt.productID), sequence: receipt.movementSequence,
                quantity: receipt.quantity, stock: receipt.stock, movedAt: receipt.movedAt.microseconds))
    }

    private func changed(_ receipt: ProductChangeReceipt) -> Answer {
        accepted(
            .productChange(
                product: identities.number(receipt.productID), changedAt: receipt.changedAt.microseconds))
    }
}
