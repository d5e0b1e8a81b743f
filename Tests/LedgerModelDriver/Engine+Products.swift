internal import JoskLedger
internal import LedgerModel

extension Engine {
    mutating func performOnProduct(_ call: Call) async throws -> Answer {
        switch call.command {
        case .addProduct: try await addProduct(call)
        case .receiveGoods(let product, let quantity, let reference):
            try await receive(product, quantity, reference, call)
        case .adjustStock(let product, let quantity, let reason):
            try await adjust(product, quantity, reason, call)
        case .changePrice(let product, let price): try await changePrice(product, price, call)
        case .changeSKU(let product, let sku): try await changeSKU(product, sku, call)
        case .renameProduct(let product, let name): try await rename(product: product, name, call)
        case .setProductActivity(let product, let isActive):
            try await setActivity(product: product, isActive, call)
        default: throw Untranslatable()
        }
    }

    private mutating func addProduct(_ call: Call) async throws -> Answer {
        guard case .addProduct(let id, let sku, let name, let price, let stock) = call.command else {
            throw Untranslatable()
        }
        let unit: SKU = try text(sku)
        let called: Name = try text(name)
        let cost = try money(price)
        do throws(AddProductError) {
            let receipt = try await call.tenant.addProduct(
                id: id.map { identities.identifier($0) }, sku: unit, name: called, price: cost, stock: stock,
                idempotencyKey: call.key, metadata: call.metadata)
            return accepted(
                .product(
                    id: identities.number(receipt.id, ifNew: call.newNumber), stock: receipt.stock,
                    addedAt: receipt.addedAt.microseconds))
        } catch {
            return try answer(error, to: call)
        }
    }

    private func receive(
        _ product: Int, _ quantity: Int64, _ reference: Plain.Text?, _ call: Call
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

    private func adjust(
        _ product: Int, _ quantity: Int64, _ reason: Plain.Text, _ call: Call
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

    private func changePrice(_ product: Int, _ price: Plain.Amount, _ call: Call) async throws -> Answer {
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

    private func changeSKU(_ product: Int, _ sku: Plain.Text, _ call: Call) async throws -> Answer {
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

    private func rename(product: Int, _ name: Plain.Text, _ call: Call) async throws -> Answer {
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

    private func setActivity(product: Int, _ isActive: Bool, _ call: Call) async throws -> Answer {
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
