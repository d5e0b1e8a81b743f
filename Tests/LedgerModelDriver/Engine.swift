internal import Foundation
internal import JoskLedger
internal import LedgerModel

/// The engine behind the model's words: runs a command through the public methods and translates the answer.
struct Engine {
    let ledger: Ledger
    var identities = Identities()

    /// One command on its way to the engine.
    struct Call {
        let command: Plain.Command
        let business: Int
        let key: IdempotencyKey?
        let metadata: Metadata
        /// The number for what the engine makes, where the command names none.
        let newNumber: Int
        let tenant: Tenant
    }

    /// What the engine answered; for a rejection, which of all cases it was.
    struct Answer {
        let plain: Plain.Answer
        var cases: [RejectionCase] = []
    }

    mutating func perform(
        _ command: Plain.Command, in business: Int, key: Plain.Text?, notes: Plain.Notes, newNumber: Int
    ) async throws -> Answer {
        var values: [MetadataKey: MetadataValue] = [:]
        for (key, value) in notes { values[try text(key)] = try text(value) }
        let call = Call(
            command: command, business: business, key: try optional(key), metadata: try Metadata(values),
            newNumber: newNumber, tenant: tenant(business))
        switch command.kind {
        case .createBusiness: return try await create(call)
        case .addCustomer, .changePaymentTerms, .changeBusinessTerms, .changeCreditLimit, .changeReference,
            .renameCustomer, .setCustomerActivity:
            return try await performOnCustomer(call)
        case .addProduct, .receiveGoods, .adjustStock, .changePrice, .changeSKU, .renameProduct,
            .setProductActivity:
            return try await performOnProduct(call)
        case .purchase, .refund, .cancelOrder: return try await performSale(call)
        case .recordPayment, .reversePayment, .payOut, .adjustBalance: return try await performPayment(call)
        }
    }

    func tenant(_ business: Int) -> Tenant { ledger.tenant(identities.identifier(business)) }

    func quote(
        in business: Int, customer: Int, lines: [Plain.Line], expected: Plain.Amount?
    ) async throws -> Plain.Quote? {
        let quote = try await tenant(business).quote(
            by: identities.identifier(customer), lines: try purchaseLines(lines),
            expectedTotal: try expected.map { try money($0) })
        return quote?.plain(identities)
    }

    private mutating func create(_ call: Call) async throws -> Answer {
        guard case .createBusiness(let name, let currency, let zone, let terms) = call.command,
            let currency = Currency(code: currency),
            let zone = TimeZone(secondsFromGMT: zone.secondsFromGMT)
        else { throw Untranslatable() }
        let called: Name = try text(name)
        do throws(CreateBusinessError) {
            let receipt = try await ledger.createBusiness(
                id: identities.identifier(call.business), name: called, currency: currency, timeZone: zone,
                paymentTerms: .days(terms), metadata: call.metadata)
            return accepted(
                .business(id: identities.number(receipt.id), createdAt: receipt.createdAt.microseconds))
        } catch {
            return try answer(error, to: call)
        }
    }
}

/// A value of the model that the engine's types cannot hold: a mistake in this test.
struct Untranslatable: Error {}

// MARK: - Translating

extension Engine {
    func accepted(_ receipt: Plain.Receipt) -> Answer { Answer(plain: .accepted(receipt)) }

    func answer<Rejection: NamedRejection>(
        _ error: CommandError<Rejection>, to call: Call
    ) throws -> Answer {
        switch error {
        case .rejected(let rejection):
            let named = try rejection.named(call.command.kind, identities)
            return Answer(plain: .rejected(named.plain), cases: named.cases)
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
