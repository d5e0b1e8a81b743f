import Foundation
import JoskLedger
import JoskTesting

/// A generator of random requests to a few hot customers and products.
struct RequestGenerator {
    var random: SeededGenerator
    /// The number of distinct prices so far; each price is used once, so that a reader of a price knows its change.
    private var priceCount = 0
    private let pricesFrom: Int64

    /// Creates the generator of one task.
    ///
    /// - Parameter number: A number that no other task of any process has, at most 100,000.
    init(seed: UInt64, number: Int) {
        random = SeededGenerator(seed: seed &+ UInt64(number))
        pricesFrom = 1_000_000 + Int64(number) * 1_000
    }

    /// Returns a command for a business.
    mutating func command(in business: RecordedBusiness, _ rows: ProcessMemory.Rows) -> CallRequest {
        switch random.number(in: 0...99) {
        case ..<44: purchase(in: business, rows)
        case ..<58: payment(in: business)
        case ..<65: refund(rows) ?? purchase(in: business, rows)
        case ..<68: cancel(rows) ?? purchase(in: business, rows)
        case ..<71: reversal(rows) ?? payment(in: business)
        case ..<78:
            CallRequest(
                kind: .goods, product: product(in: business, rows), quantity: Int64(random.number(in: 1...12))
            )
        case ..<81: adjustment(in: business, rows)
        case ..<85: CallRequest(kind: .limit, customer: customer(in: business, rows), limit: limit())
        case ..<90: CallRequest(kind: .price, product: product(in: business, rows), price: price())
        case ..<94: newProduct()
        case ..<96: CallRequest(kind: .sku, product: product(in: business, rows), sku: sku())
        case ..<99: newCustomer()
        default: CallRequest(kind: .terms, days: random.number(in: 0...60))
        }
    }

    /// Returns a command that uses only rows that every process knows, so that several processes can send it.
    mutating func sharedCommand(in business: RecordedBusiness) -> CallRequest {
        switch random.number(in: 0...9) {
        case ..<5: purchase(in: business, ProcessMemory.Rows())
        case ..<7: payment(in: business)
        case ..<8: CallRequest(kind: .goods, product: random.element(of: business.products), quantity: 3)
        case ..<9: newProduct()
        default: newCustomer()
        }
    }

    /// Returns a read.
    mutating func read(in business: RecordedBusiness, _ rows: ProcessMemory.Rows) -> CallRequest {
        switch random.number(in: 0...9) {
        case ..<5: CallRequest(kind: .product, product: product(in: business, rows))
        case ..<9: CallRequest(kind: .customer, customer: customer(in: business, rows))
        default:
            rows.orders.last.map { CallRequest(kind: .order, order: $0.id) }
                ?? CallRequest(kind: .customer, customer: customer(in: business, rows))
        }
    }
}

// MARK: - Commands

extension RequestGenerator {
    private mutating func purchase(
        in business: RecordedBusiness, _ rows: ProcessMemory.Rows
    ) -> CallRequest {
        let lines = (0..<random.number(in: 1...3)).map { _ in
            CallRequest.Line(product: product(in: business, rows), quantity: Int64(random.number(in: 1...3)))
        }
        return CallRequest(kind: .purchase, customer: customer(in: business, rows), lines: lines)
    }

    private mutating func payment(in business: RecordedBusiness) -> CallRequest {
        CallRequest(
            kind: .payment, customer: random.element(of: business.customers),
            amount: Int64(random.number(in: 1_000_000...8_000_000)))
    }

    private mutating func refund(_ rows: ProcessMemory.Rows) -> CallRequest? {
        guard !rows.orders.isEmpty else { return nil }
        let order = random.element(of: rows.orders)
        let line = random.number(in: 1...order.quantities.count)
        return CallRequest(
            kind: .refund, order: order.id,
            lines: [
                CallRequest.Line(
                    line: line, quantity: Int64(random.number(in: 1...2)),
                    restock: random.number(in: 0...2) > 0)
            ])
    }

    private mutating func cancel(_ rows: ProcessMemory.Rows) -> CallRequest? {
        guard !rows.orders.isEmpty else { return nil }
        return CallRequest(kind: .cancel, order: random.element(of: rows.orders).id)
    }

    private mutating func reversal(_ rows: ProcessMemory.Rows) -> CallRequest? {
        guard !rows.payments.isEmpty else { return nil }
        let payment = random.element(of: rows.payments)
        return CallRequest(kind: .reversal, customer: payment.customer, payment: payment.entry)
    }

    private mutating func adjustment(
        in business: RecordedBusiness, _ rows: ProcessMemory.Rows
    ) -> CallRequest {
        let quantity = Int64(random.number(in: 1...4))
        return CallRequest(
            kind: .stock, product: product(in: business, rows),
            quantity: random.number(in: 0...3) == 0 ? quantity : -quantity)
    }

    private mutating func newProduct() -> CallRequest {
        CallRequest(
            kind: .addProduct, product: Product.ID(uuid()), price: price(), sku: sku(),
            stock: Int64(random.number(in: 0...5)))
    }

    private mutating func newCustomer() -> CallRequest {
        CallRequest(
            kind: .addCustomer, customer: Customer.ID(uuid()), limit: limit(),
            reference: "C-\(random.number(in: 1...300))")
    }
}

// MARK: - Values

extension RequestGenerator {
    /// Returns a hot product in nine of ten cases.
    private mutating func product(in business: RecordedBusiness, _ rows: ProcessMemory.Rows) -> Product.ID {
        rows.products.isEmpty || random.number(in: 0...9) > 0
            ? random.element(of: business.products) : random.element(of: rows.products)
    }

    /// Returns a hot customer in nine of ten cases.
    private mutating func customer(
        in business: RecordedBusiness, _ rows: ProcessMemory.Rows
    ) -> Customer.ID {
        rows.customers.isEmpty || random.number(in: 0...9) > 0
            ? random.element(of: business.customers) : random.element(of: rows.customers)
    }

    private mutating func limit() -> Int64 { Int64(random.number(in: 5...40)) * 1_000_000 }

    /// Returns one of few SKUs, so that some are taken.
    private mutating func sku() -> String { "SKU-\(random.number(in: 1...300))" }

    private mutating func price() -> Int64 {
        priceCount += 1
        return pricesFrom + Int64(priceCount % 1_000)
    }

    private mutating func uuid() -> UUID {
        let bytes = (0..<16).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        return UUID(
            uuid: (
                bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6] & 0x0F | 0x70, bytes[7],
                bytes[8] & 0x3F | 0x80, bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14],
                bytes[15]
            ))
    }
}
