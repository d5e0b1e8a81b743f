import Foundation
import Testing

@testable import JoskLedger

@Suite("Fingerprints of requests, version 1")
struct GoldenFingerprintTests {
    // Each fingerprint is the SHA-256 of
    //
    //     text("josk.request") + b"\1" + text(kind) + request + array(metadata: text(key) + text(value))
    //
    // where the comment above the expectation describes the request.
    private func fingerprint<C: Command>(_ command: C, _ metadata: Metadata = .empty) -> String {
        Request(command, key: "any", metadata: metadata).fingerprint.description
    }

    @Test("The fingerprint of a create-business request is unchanged")
    func createBusiness() throws {
        // text(name) + text("GBP") + text(time zone) + i64(30)
        #expect(
            fingerprint(CreateBusiness(in: try .named("Europe/London")))
                == "3f74d0037b5b363a5f459dfc9faff35d9f8f1e01d51d9ac0781056c2b450652c")
    }

    @Test("The fingerprint of an add-customer request is unchanged")
    func addCustomer() {
        // optional(customer) + text(name) + optional(text(reference)) + money(limit) + optional(i64(terms))
        let all = AddCustomer(
            limit: .pence(50_000), id: Golden.customer, name: "Ada", reference: "A-7", paymentTerms: .days(14)
        )
        #expect(fingerprint(all) == "8c85bdcd1d78fdb54e5457f9915771148694c74ecef18b51a03bbe396f27628a")
        #expect(
            fingerprint(AddCustomer(limit: .pence(50_000)))
                == "601f353011d86cb8d98d83eb043f354ef9366b3b330961373dedc43645e88b95")
    }

    @Test("The fingerprint of an add-product request is unchanged")
    func addProduct() {
        // optional(product) + text(SKU) + text(name) + money(price) + i64(stock)
        #expect(
            fingerprint(
                AddProduct(price: .pence(450), stock: 100, sku: "TEA-1", name: "Tea", id: Golden.product))
                == "b2341fee3301a3eb7fd1b238f592737c6c4ffab1bc144aadd11e1fcb1d3dcadc")
    }

    @Test("The fingerprint of a receive-goods request is unchanged")
    func receiveGoods() {
        // product + i64(quantity) + optional(text(reference))
        #expect(
            fingerprint(ReceiveGoods(of: Golden.product, 12, reference: "DN-1"))
                == "23865adfa80bc90f032433e6a59e03267608fb0b885908b656f866c4247da98e")
    }

    @Test("The fingerprint of an adjust-stock request is unchanged")
    func adjustStock() {
        // product + i64(quantity) + text(reason)
        #expect(
            fingerprint(AdjustStock(of: Golden.product, by: -3, reason: "broken"))
                == "dcbbacbd6c79e26c5677b7d1e333155fe23108fa055a1b65f79149a95d66e88e")
    }

    @Test("The fingerprint of a purchase request is unchanged")
    func purchase() {
        // optional(order) + customer + array(product + i64(quantity) + optional(money(price)))
        //     + optional(text(reference)) + optional(money(expected total))
        let two = PurchaseLine(Golden.product, quantity: 2)
        let one = PurchaseLine(Golden.product, quantity: 1, unitPrice: .pence(400))
        let all = Purchase(
            by: Golden.customer, [two, one], orderID: Golden.order, reference: "INV-1",
            expecting: .pence(1_300))
        #expect(fingerprint(all) == "15185c3901d903b632214cf39513480434875ce5290058cdd14ea265ec3005ab")
        #expect(
            fingerprint(Purchase(by: Golden.customer, [two]))
                == "3ec18a4335724d08cec319e30c82364e5487addf3823a305c792a587e601c3c4")
    }

    @Test("The fingerprint of a record-payment request is unchanged, with metadata and without")
    func recordPayment() throws {
        // customer + money(amount) + optional(text(reference)) + optional(i64(effective date))
        let all = RecordPayment(
            by: Golden.customer, .pence(1_000), reference: "BANK-1", effective: Golden.day)
        #expect(fingerprint(all) == "a8b2645c9aa8556e817847ba226968f8ee82b29d35a9d84173551d321ec21b4d")
        let metadata = try Metadata(["till": "\u{E9}", "clerk": "7"])
        #expect(
            fingerprint(RecordPayment(by: Golden.customer, .pence(1_000)), metadata)
                == "13db793459c0edbdf867c66fe5969cc94e9fcb212f5a76753420860ea893058f")
    }

    @Test("The fingerprint of a refund request is unchanged")
    func refundOrder() {
        // order + array(i64(line) + i64(quantity) + (b"\1" if it goes back to stock else b"\0"))
        let lines: [RefundRequestLine] = [
            .init(lineNumber: 1, quantity: 2), .init(lineNumber: 1, quantity: 1, restock: false),
        ]
        #expect(
            fingerprint(RefundOrder(of: Golden.order, lines))
                == "a3f45f304dbf208a0afcfa04b44ec3dea3240f35f5184217cfba8143b6ae0dd9")
    }
}
