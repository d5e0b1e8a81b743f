internal import Foundation
internal import JoskLedger
internal import LedgerModel

/// An adapter that runs the model's commands through the engine's public methods and translates the results.
struct Engine {
    let ledger: Ledger
    var identities = Identities()

    /// One command with the arguments of its call.
    struct Call {
        let command: Plain.Command
        let business: Int
        let key: IdempotencyKey?
        let metadata: Metadata
        /// The number of the entity that the engine creates, if the command names none.
        let newNumber: Int
        let tenant: Tenant
    }

    /// The engine's answer; for a rejection, also the cases that it contains.
    struct Answer {
        let plain: Plain.Answer
        var cases: [RejectionCase] = []
        /// The receipt of an accepted command that may post to a ledger.
        var receipt: (any PostingReceipt)?
    }

    mutating func perform(
        _ command: Plain.Command, in business: Int, key: Plain.Text?, notes: Plain.Notes, newNumber: Int
    ) async throws -> Answer {
        var values: [MetadataKey: MetadataValue] = [:]
        for (key, value) in notes { values[try text(key)] = try text(value) }
        let call = Call(
            command: command, business: business, key: try optional(key), metadata: try Metadata(values),
            newNumber: newNumber, tenant: tenant(business))
        let answer = try await perform(call)
        if let receipt = answer.receipt {
            let result = try await call.tenant.verify(receipt)
            let isPosted = receipt.postedEntry != nil
            guard result == (isPosted ? .recorded : .nothingPosted) else { throw Unverified(result: result) }
        }
        return answer
    }

    private mutating func perform(_ call: Call) async throws -> Answer {
        switch call.command {
        case .createBusiness(let request): try await create(request, call)
        case .addCustomer(let request): try await addCustomer(request, call)
        case .addProduct(let request): try await addProduct(request, call)
        case .receiveGoods(let product, let quantity, let reference):
            try await receiveGoods(of: product, quantity: quantity, reference: reference, call)
        case .adjustStock(let product, let quantity, let reason):
            try await adjustStock(of: product, by: quantity, reason: reason, call)
        case .purchase(let request): try await purchase(request, call)
        case .recordPayment(let payment): try await recordPayment(payment, call)
        case .refund(let order, let lines): try await refund(order: order, lines: lines, call)
        case .cancelOrder(let order, let restock): try await cancel(order: order, restock: restock, call)
        case .changePrice(let product, let price): try await changePrice(of: product, to: price, call)
        case .changeCreditLimit(let customer, let limit): try await changeLimit(of: customer, to: limit, call)
        case .changePaymentTerms(let customer, let terms):
            try await changeTerms(of: customer, to: terms, call)
        case .changeBusinessTerms(let terms): try await changeBusinessTerms(to: terms, call)
        case .renameCustomer(let customer, let name): try await rename(customer: customer, to: name, call)
        case .renameProduct(let product, let name): try await rename(product: product, to: name, call)
        case .changeCustomerReference(let customer, let reference):
            try await changeCustomerReference(of: customer, to: reference, call)
        case .changeSKU(let product, let sku): try await changeSKU(of: product, to: sku, call)
        case .setCustomerActivity(let customer, let isActive):
            try await setActivity(customer: customer, isActive: isActive, call)
        case .setProductActivity(let product, let isActive):
            try await setActivity(product: product, isActive: isActive, call)
        case .reversePayment(let customer, let entry, let reason):
            try await reversePayment(entry, of: customer, reason: reason, call)
        case .payOut(let payment): try await payOut(payment, call)
        case .adjustBalance(let request): try await adjustBalance(request, call)
        }
    }

    func tenant(_ business: Int) -> Tenant { ledger.tenant(identities.identifier(business)) }

    func quote(
        _ purchase: Plain.Purchase, in business: Int
    ) async throws -> Plain.Quote? {
        let quote = try await tenant(business).quote(
            for: identities.identifier(purchase.customer), lines: try purchaseLines(purchase.lines),
            expectedTotal: try purchase.expectedTotal.map { try money($0) })
        return quote?.plain(identities)
    }

    private func create(_ request: Plain.CreateBusiness, _ call: Call) async throws -> Answer {
        guard let currency = Currency(code: request.currency),
            let zone = TimeZone(secondsFromGMT: request.zone.secondsFromGMT)
        else { throw Untranslatable() }
        let called: Name = try text(request.name)
        do throws(CreateBusinessError) {
            let receipt = try await ledger.createBusiness(
                id: identities.identifier(call.business), name: called, currency: currency, timeZone: zone,
                paymentTerms: .days(request.terms), metadata: call.metadata)
            return accepted(
                .business(id: identities.number(receipt.id), createdAt: receipt.createdAt.microseconds))
        } catch {
            return try answer(error, to: call)
        }
    }
}

/// The error for a value of the model that the engine's types cannot represent, which is a mistake in this
/// test.
struct Untranslatable: Error {}

/// A receipt of which the ledger does not have the entry.
struct Unverified: Error {
    let result: ReceiptVerification
}

// MARK: - Translation

extension Engine {
    func accepted(_ receipt: Plain.Receipt, of posting: (any PostingReceipt)? = nil) -> Answer {
        Answer(plain: .accepted(receipt), receipt: posting)
    }

    func answer<Rejection: TranslatableRejection>(
        _ error: CommandError<Rejection>, to call: Call
    ) throws -> Answer {
        switch error {
        case .rejected(let rejection):
            let translated = try rejection.translated(call.command.kind, identities)
            return Answer(plain: .rejected(translated.plain), cases: translated.cases)
        case .keyReused(let key): return Answer(plain: .keyReused(key.plain))
        case .unknownBusiness(let id): return Answer(plain: .unknownBusiness(identities.number(id)))
        case .store(let failure): throw failure
        }
    }

    func text<Rules>(_ text: Plain.Text) throws -> BoundedText<Rules> {
        let string = text.string
        return try BoundedText(string)
    }

    func optional<Rules>(_ text: Plain.Text?) throws -> BoundedText<Rules>? {
        guard let text else { return nil }
        return try self.text(text)
    }

    func money(_ amount: Plain.Amount) throws -> Money {
        guard let currency = Currency(code: amount.currency) else { throw Untranslatable() }
        return Money(minorUnits: amount.units, currency)
    }

    func date(_ days: Int64) throws -> CalendarDate {
        guard let date = CalendarDate(daysSince1970: days) else { throw Untranslatable() }
        return date
    }

    func optional(_ days: Int64?) throws -> CalendarDate? {
        guard let days else { return nil }
        return try date(days)
    }

    func purchaseLines(_ lines: [Plain.Line]) throws -> [PurchaseLine] {
        try lines.map { line in
            PurchaseLine(
                identities.identifier(line.product), quantity: line.quantity,
                unitPrice: try line.price.map { try money($0) })
        }
    }
}
