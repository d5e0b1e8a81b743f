import Foundation
import Testing

@testable import JoskLedger

@Suite("Fingerprints of requests")
struct FingerprintTests {
    /// Checks that the key of one request is refused for each of the others, and that all requests differ.
    private func expectDistinct<C: Command>(_ base: C, _ others: [C], in shop: StorelessShop) throws {
        var shop = shop
        _ = try shop.accept(base, key: "key")
        for other in others {
            #expect(shop.run(other, key: "key") == .failure(.keyReused("key")), "\(other)")
        }
        let all = ([base] + others).map { Request($0, key: "key", metadata: .empty).fingerprint }
        #expect(Set(all).count == all.count)
    }

    @Test("Each field of a new business is part of the request")
    func createBusiness() throws {
        try expectDistinct(
            CreateBusiness(),
            [
                CreateBusiness(named: "Other"), CreateBusiness(.usd), CreateBusiness(paymentTerms: .days(31)),
                CreateBusiness(in: try .named("Europe/London")),
            ],
            in: StorelessShop())
    }

    @Test("Each field of a new customer is part of the request")
    func addCustomer() throws {
        let sample = try Sample()
        try expectDistinct(
            sample.addCustomer,
            [
                AddCustomer(
                    limit: .pence(501), id: .numbered(0xC1), name: "Bob", reference: "B-1",
                    paymentTerms: .days(7)),
                AddCustomer(
                    limit: .usd(minorUnits: 500), id: .numbered(0xC1), name: "Bob", reference: "B-1",
                    paymentTerms: .days(7)),
                AddCustomer(
                    limit: .pence(500), id: .numbered(0xC2), name: "Bob", reference: "B-1",
                    paymentTerms: .days(7)),
                AddCustomer(
                    limit: .pence(500), id: nil, name: "Bob", reference: "B-1", paymentTerms: .days(7)),
                AddCustomer(
                    limit: .pence(500), id: .numbered(0xC1), name: "Eve", reference: "B-1",
                    paymentTerms: .days(7)),
                AddCustomer(
                    limit: .pence(500), id: .numbered(0xC1), name: "Bob", reference: "B-2",
                    paymentTerms: .days(7)),
                AddCustomer(
                    limit: .pence(500), id: .numbered(0xC1), name: "Bob", reference: nil,
                    paymentTerms: .days(7)),
                AddCustomer(
                    limit: .pence(500), id: .numbered(0xC1), name: "Bob", reference: "B-1",
                    paymentTerms: .days(8)),
                AddCustomer(
                    limit: .pence(500), id: .numbered(0xC1), name: "Bob", reference: "B-1",
                    paymentTerms: nil),
            ],
            in: sample.shop)
    }

    @Test("Each field of a new product is part of the request")
    func addProduct() throws {
        let sample = try Sample()
        let (price, sku, id) = (Money.pence(800), SKU("MUG-1"), Product.ID.numbered(0xD1))
        try expectDistinct(
            sample.addProduct,
            [
                AddProduct(price: .pence(801), stock: 3, sku: sku, name: "Mug", id: id),
                AddProduct(price: .eur(minorUnits: 800), stock: 3, sku: sku, name: "Mug", id: id),
                AddProduct(price: price, stock: 4, sku: sku, name: "Mug", id: id),
                AddProduct(price: price, stock: 3, sku: "MUG-2", name: "Mug", id: id),
                AddProduct(price: price, stock: 3, sku: sku, name: "Cup", id: id),
                AddProduct(price: price, stock: 3, sku: sku, name: "Mug", id: .numbered(0xD2)),
                AddProduct(price: price, stock: 3, sku: sku, name: "Mug", id: nil),
            ],
            in: sample.shop)
    }

    @Test("Each field of a receipt of goods is part of the request")
    func receiveGoods() throws {
        let sample = try Sample()
        try expectDistinct(
            sample.receiveGoods,
            [
                ReceiveGoods(of: .numbered(99), 12, reference: "DN-1"),
                ReceiveGoods(of: sample.tea, 13, reference: "DN-1"),
                ReceiveGoods(of: sample.tea, 12, reference: "DN-2"),
                ReceiveGoods(of: sample.tea, 12, reference: nil),
            ],
            in: sample.shop)
    }

    @Test("Each field of a stock adjustment is part of the request")
    func adjustStock() throws {
        let sample = try Sample()
        try expectDistinct(
            sample.adjustStock,
            [
                AdjustStock(of: .numbered(99), by: -2, reason: "broken"),
                AdjustStock(of: sample.tea, by: 2, reason: "broken"),
                AdjustStock(of: sample.tea, by: -2, reason: "stolen"),
            ],
            in: sample.shop)
    }

    @Test("Each field of a purchase is part of the request")
    func purchase() throws {
        let sample = try Sample()
        let (ada, tea, order) = (sample.ada, sample.tea, Order.ID.numbered(0xE1))
        let (two, one) = (
            PurchaseLine(tea, quantity: 2), PurchaseLine(tea, quantity: 1, unitPrice: .pence(400))
        )
        let total = Money.pence(1_300)
        func other(
            by customer: Customer.ID? = nil, _ lines: [PurchaseLine]? = nil, orderID: Order.ID? = order,
            reference: OrderReference? = "INV-1", expecting expected: Money? = total
        ) -> Purchase {
            Purchase(
                by: customer ?? ada, lines ?? [two, one], orderID: orderID, reference: reference,
                expecting: expected)
        }
        try expectDistinct(
            sample.purchase,
            [
                other(by: .numbered(99)), other([]), other([two]), other([one, two]), other([two, one, one]),
                other([.init(.numbered(99), quantity: 2), one]), other([.init(tea, quantity: 3), one]),
                other([.init(tea, quantity: 2, unitPrice: .pence(450)), one]),
                other([two, .init(tea, quantity: 1)]),
                other([two, .init(tea, quantity: 1, unitPrice: .pence(401))]),
                other([two, .init(tea, quantity: 1, unitPrice: .usd(minorUnits: 400))]),
                other(orderID: .numbered(0xE2)), other(orderID: nil), other(reference: "INV-2"),
                other(reference: nil), other(expecting: .pence(1_301)), other(expecting: nil),
            ],
            in: sample.shop)
    }

    @Test("Each field of a payment is part of the request")
    func recordPayment() throws {
        let sample = try Sample()
        let day = CalendarDate(daysSince1970: 20_000)
        try expectDistinct(
            sample.recordPayment,
            [
                RecordPayment(by: .numbered(99), .pence(300), reference: "BANK-1", effective: day),
                RecordPayment(by: sample.ada, .pence(301), reference: "BANK-1", effective: day),
                RecordPayment(by: sample.ada, .jpy(minorUnits: 300), reference: "BANK-1", effective: day),
                RecordPayment(by: sample.ada, .pence(300), reference: "BANK-2", effective: day),
                RecordPayment(by: sample.ada, .pence(300), reference: nil, effective: day),
                RecordPayment(
                    by: sample.ada, .pence(300), reference: "BANK-1",
                    effective: CalendarDate(daysSince1970: 20_001)),
                RecordPayment(by: sample.ada, .pence(300), reference: "BANK-1", effective: nil),
            ],
            in: sample.shop)
    }

    @Test("Each field of a refund is part of the request")
    func refundOrder() throws {
        let sample = try Sample()
        let (two, one) = (
            RefundRequestLine(lineNumber: 1, quantity: 2),
            RefundRequestLine(lineNumber: 1, quantity: 1, restock: false)
        )
        try expectDistinct(
            sample.refundOrder,
            [
                RefundOrder(of: .numbered(99), [two, one]), RefundOrder(of: sample.order, [two]),
                RefundOrder(of: sample.order, [one, two]), RefundOrder(of: sample.order, []),
                RefundOrder(of: sample.order, [.init(lineNumber: 2, quantity: 2), one]),
                RefundOrder(of: sample.order, [.init(lineNumber: 1, quantity: 3), one]),
                RefundOrder(of: sample.order, [.init(lineNumber: 1, quantity: 2, restock: false), one]),
            ],
            in: sample.shop)
    }

    @Test("The metadata is part of the request")
    func metadata() throws {
        let sample = try Sample()
        var shop = sample.shop
        let first = try shop.accept(sample.adjustStock, key: "key", metadata: Metadata(["a": "1", "b": "2"]))
        let same = shop.run(sample.adjustStock, key: "key", metadata: try Metadata(["b": "2", "a": "1"]))
        #expect(same == .success(first))
        let others: [[MetadataKey: MetadataValue]] = [
            [:], ["a": "1"], ["a": "1", "b": "3"], ["a": "1", "c": "2"], ["a": "1b2"],
        ]
        for pairs in others {
            let other = shop.run(sample.adjustStock, key: "key", metadata: try Metadata(pairs))
            #expect(other == .failure(.keyReused("key")), "\(pairs)")
        }
    }

    @Test("An identifier that the engine makes is not part of the request")
    func madeIdentifiers() throws {
        let sample = try Sample()
        var shop = sample.shop
        let customer = try shop.accept(AddCustomer(limit: .pence(1)), key: "customer")
        #expect(shop.run(AddCustomer(limit: .pence(1)), key: "customer") == .success(customer))
        let product = try shop.accept(AddProduct(price: .pence(1)), key: "product")
        #expect(shop.run(AddProduct(price: .pence(1)), key: "product") == .success(product))
        let lines = [PurchaseLine(sample.tea, quantity: 1)]
        let purchase = try shop.accept(Purchase(by: sample.ada, lines), key: "purchase")
        #expect(shop.run(Purchase(by: sample.ada, lines), key: "purchase") == .success(purchase))
        // An identifier from the caller is part of the request, even if it equals the one that the engine made.
        let named = Purchase(by: sample.ada, lines, orderID: purchase.orderID)
        #expect(shop.run(named, key: "purchase") == .failure(.keyReused("purchase")))
    }

    @Test("The idempotency key is not part of the request")
    func key() throws {
        let sample = try Sample()
        let one = Request(sample.purchase, key: "one", metadata: .empty)
        let two = Request(sample.purchase, key: "two", metadata: .empty)
        #expect(one.fingerprint == two.fingerprint)
        #expect(one.id != two.id)
    }
}
