import JoskLedger

extension CallRequest {
    /// Makes the call, and returns the line that records its result.
    func perform(as call: String, key: String?, on tenant: Tenant) async throws -> ReturnedLine {
        if isRead { return await read(as: call, on: tenant) }
        guard let key else { throw RecorderError("a command needs a key") }
        return try await command(as: call, key: IdempotencyKey(key), on: tenant)
    }

    private func command(as call: String, key: IdempotencyKey, on tenant: Tenant) async throws -> ReturnedLine
    {
        switch kind {
        case .purchase, .refund, .cancel: try await sell(as: call, key: key, on: tenant)
        case .payment, .reversal, .limit, .addCustomer, .terms:
            try await account(as: call, key: key, on: tenant)
        case .goods, .stock, .price, .addProduct, .sku: try await stock(as: call, key: key, on: tenant)
        case .customer, .product, .order: throw RecorderError("a read has no key")
        }
    }

    private func sell(as call: String, key: IdempotencyKey, on tenant: Tenant) async throws -> ReturnedLine {
        let lines = lines ?? []
        switch kind {
        case .purchase:
            let customer = try needed(customer)
            let ordered = try lines.map { PurchaseLine(try needed($0.product), quantity: $0.quantity) }
            return await attempt(call, Figures.init, Figures.init) { () async throws(PurchaseError) in
                try await tenant.purchase(by: customer, lines: ordered, orderID: order, idempotencyKey: key)
            }
        case .refund:
            let order = try needed(order)
            let returned = try lines.map {
                RefundRequestLine(
                    lineNumber: try needed($0.line), quantity: $0.quantity, restock: try needed($0.restock))
            }
            return await attempt(call, Figures.init, Figures.init) { () async throws(RefundError) in
                try await tenant.refund(order: order, lines: returned, idempotencyKey: key)
            }
        default:
            let order = try needed(order)
            return await attempt(call, Figures.init, Figures.init) { () async throws(CancelOrderError) in
                try await tenant.cancel(order: order, idempotencyKey: key)
            }
        }
    }

    private func account(as call: String, key: IdempotencyKey, on tenant: Tenant) async throws -> ReturnedLine
    {
        if kind == .terms {
            let terms = PaymentTerms.days(try needed(days))
            return await attempt(call, Figures.init, Figures.init) {
                () async throws(ChangeDefaultPaymentTermsError) in
                try await tenant.changeDefaultPaymentTerms(to: terms, idempotencyKey: key)
            }
        }
        let customer = try needed(customer)
        switch kind {
        case .payment:
            let amount = Money.gbp(minorUnits: try needed(amount))
            return await attempt(call, Figures.init, Figures.init) { () async throws(RecordPaymentError) in
                try await tenant.recordPayment(of: amount, by: customer, idempotencyKey: key)
            }
        case .reversal:
            let payment = Payment.ID(customerID: customer, entrySequence: try needed(payment))
            return await attempt(call, Figures.init, Figures.init) {
                () async throws(ReversePaymentError) in
                try await tenant.reverse(payment: payment, reason: "bounced", idempotencyKey: key)
            }
        case .limit:
            let limit = Money.gbp(minorUnits: try needed(limit))
            return await attempt(call, Figures.init, Figures.init) {
                () async throws(ChangeCreditLimitError) in
                try await tenant.changeCreditLimit(of: customer, to: limit, idempotencyKey: key)
            }
        default:
            let (reference, limit) = (
                try CustomerReference(try needed(reference)), Money.gbp(minorUnits: try needed(limit))
            )
            return await attempt(call, Figures.init, Figures.init) { () async throws(AddCustomerError) in
                try await tenant.addCustomer(
                    id: customer, name: "Ada", reference: reference, creditLimit: limit, idempotencyKey: key)
            }
        }
    }

    private func stock(as call: String, key: IdempotencyKey, on tenant: Tenant) async throws -> ReturnedLine {
        let product = try needed(product)
        switch kind {
        case .goods:
            let quantity = try needed(quantity)
            return await attempt(call, Figures.init, Figures.init) { () async throws(ReceiveGoodsError) in
                try await tenant.receiveGoods(of: product, quantity: quantity, idempotencyKey: key)
            }
        case .stock:
            let quantity = try needed(quantity)
            return await attempt(call, Figures.init, Figures.init) { () async throws(AdjustStockError) in
                try await tenant.adjustStock(
                    of: product, by: quantity, reason: "count", idempotencyKey: key)
            }
        case .price:
            let price = Money.gbp(minorUnits: try needed(price))
            return await attempt(call, Figures.init, Figures.init) { () async throws(ChangePriceError) in
                try await tenant.changePrice(of: product, to: price, idempotencyKey: key)
            }
        case .addProduct:
            let (sku, price) = (try SKU(try needed(sku)), Money.gbp(minorUnits: try needed(price)))
            let stock = try needed(stock)
            return await attempt(call, Figures.init, Figures.init) { () async throws(AddProductError) in
                try await tenant.addProduct(
                    id: product, sku: sku, name: "Tea", price: price, stock: stock, idempotencyKey: key)
            }
        default:
            let sku = try SKU(try needed(sku))
            return await attempt(call, Figures.init, Figures.init) { () async throws(ChangeSKUError) in
                try await tenant.changeSKU(of: product, to: sku, idempotencyKey: key)
            }
        }
    }

    private func read(as call: String, on tenant: Tenant) async -> ReturnedLine {
        do throws(StoreError) {
            var result: Figures?
            if let customer { result = try await tenant.customer(customer).map(Figures.init) }
            if let product { result = try await tenant.product(product).map(Figures.init) }
            if let order { result = try await tenant.order(order).map(Figures.init) }
            return ReturnedLine(call: call, at: SharedClock.now, outcome: .read, result: result)
        } catch {
            return ReturnedLine(
                call: call, at: SharedClock.now, outcome: .failed, code: error.code.description,
                defect: error.code == .contractViolation ? true : nil)
        }
    }

    private func needed<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw RecorderError("a field of the request \(kind) is missing") }
        return value
    }
}

/// Runs a command, and returns the line that records its result.
private func attempt<Receipt, Rejection>(
    _ call: String, _ receipt: (Receipt) -> Figures, _ rejection: (Rejection) -> Figures,
    _ command: () async throws(CommandError<Rejection>) -> Receipt
) async -> ReturnedLine {
    do throws(CommandError<Rejection>) {
        let value = try await command()
        return ReturnedLine(call: call, at: SharedClock.now, outcome: .accepted, receipt: receipt(value))
    } catch {
        let at = SharedClock.now
        switch error {
        case .rejected(let reason):
            return ReturnedLine(call: call, at: at, outcome: .rejected, rejection: rejection(reason))
        case .keyReused: return ReturnedLine(call: call, at: at, outcome: .keyReused)
        case .unknownBusiness:
            return ReturnedLine(
                call: call, at: at, outcome: .rejected, rejection: Figures(reason: "other"))
        case .store(let failure):
            let outcome: Outcome =
                switch failure.outcome {
                case .notCommitted: .notCommitted
                case .committed: .committed
                case .unknown: .unknown
                }
            return ReturnedLine(
                call: call, at: at, outcome: outcome, code: failure.code.description,
                defect: failure.code == .contractViolation || outcome == .committed ? true : nil)
        }
    }
}
