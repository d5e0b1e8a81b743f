import Foundation
import Testing

@testable import JoskLedger

/// Tests of the JSON form of facts.
///
/// Stores keep this form. If one of these tests fails, rows in existing stores can no longer be read.
@Suite("The JSON form of facts")
struct GoldenJSONTests {
    private let business = "01920000-0000-7000-8000-00000000000b"
    private let customer = "01920000-0000-7000-8000-00000000000c"
    private let product = "01920000-0000-7000-8000-00000000000d"
    private let order = "01920000-0000-7000-8000-00000000000e"
    private let command = "01920000-0000-7000-8000-00000000000f"
    private let zeros = String(repeating: "0", count: 64)
    private func pounds(_ pence: Int) -> String { #"{"currency":"GBP","minorUnits":\#(pence)}"# }

    /// Checks that a value is encoded as this JSON, and decoded from it.
    private func expect<Value: Codable & Equatable>(
        _ value: Value, _ json: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let written = String(decoding: try encoder.encode(value), as: UTF8.self)
        #expect(written == json, sourceLocation: sourceLocation)
        let read = try JSONDecoder().decode(Value.self, from: Data(json.utf8))
        #expect(read == value, sourceLocation: sourceLocation)
    }

    @Test("The JSON form of a business, a customer and a product with its stock is unchanged")
    func rows() throws {
        let zone = try #require(TimeZone(identifier: "Europe/London"))
        try expect(
            Business(
                id: Golden.business, name: "Corner Shop", currency: .gbp, timeZone: zone,
                paymentTerms: .days(30), createdAt: Golden.time),
            #"{"createdAt":1767225600123456,"currency":"GBP","id":"\#(business)","name":"Corner Shop","#
                + #""paymentTerms":{"days":30},"timeZone":"Europe/London"}"#)
        try expect(
            Customer(id: Golden.customer, name: "Ada", reference: "C-1", paymentTerms: nil, isActive: true),
            #"{"id":"\#(customer)","isActive":true,"name":"Ada","reference":"C-1"}"#)
        let tea = Product(
            id: Golden.product, sku: "TEA-1", name: "Tea", price: .pence(450), isActive: false,
            addedAt: Golden.time)
        try expect(
            ProductStock(product: tea, stock: 7, movementCount: 2, movedAt: Golden.time),
            #"{"movedAt":1767225600123456,"movementCount":2,"product":{"addedAt":1767225600123456,"id":"\#(product)","#
                + #""isActive":false,"name":"Tea","price":\#(pounds(450)),"sku":"TEA-1"},"stock":7}"#)
    }

    @Test("The JSON form of an order and a refund is unchanged")
    func orders() throws {
        let line = OrderLine(
            productID: Golden.product, quantity: 2, unitPrice: .pence(450), amount: .pence(900))
        try expect(
            Order(
                id: Golden.order, customerID: Golden.customer, number: 3, reference: nil, lines: [line],
                total: .pence(900), placedAt: Golden.time, commandID: Golden.command),
            #"{"commandID":"\#(command)","customerID":"\#(customer)","id":"\#(order)","lines":[{"amount":\#(pounds(900)),"#
                + #""productID":"\#(product)","quantity":2,"unitPrice":\#(pounds(450))}],"number":3,"#
                + #""placedAt":1767225600123456,"total":\#(pounds(900))}"#)
        let back = RefundLine(
            lineNumber: 1, productID: Golden.product, quantity: 1, amount: .pence(450), isRestocked: true)
        try expect(
            Refund(
                id: Refund.ID(orderID: Golden.order, number: 1), customerID: Golden.customer, lines: [back],
                total: .pence(450), refundedAt: Golden.time, commandID: Golden.command),
            #"{"commandID":"\#(command)","customerID":"\#(customer)","id":{"number":1,"orderID":"\#(order)"},"#
                + #""lines":[{"amount":\#(pounds(450)),"isRestocked":true,"lineNumber":1,"productID":"\#(product)","#
                + #""quantity":1}],"refundedAt":1767225600123456,"total":\#(pounds(450))}"#)
    }

    @Test("The JSON form of each kind of ledger entry is unchanged", arguments: 0..<11)
    func entryKinds(_ index: Int) throws {
        let (hash, day) = (ContentHash.zero, Golden.day)
        let kinds: [(LedgerEntry.Kind, String)] = [
            (.opened, #"{"name":"opened"}"#), (.limitChanged, #"{"name":"limit"}"#),
            (
                .charge(Golden.order, contentHash: hash, due: day),
                #"{"contentHash":"\#(zeros)","dueDate":"2026-01-01","name":"charge","orderID":"\#(order)"}"#
            ),
            (.payment(nil, effective: day), #"{"effectiveDate":"2026-01-01","name":"payment"}"#),
            (
                .payment("BANK-1", effective: day),
                #"{"effectiveDate":"2026-01-01","name":"payment","reference":"BANK-1"}"#
            ),
            (
                .refund(Refund.ID(orderID: Golden.order, number: 2), contentHash: hash),
                #"{"contentHash":"\#(zeros)","name":"refund","refundID":{"number":2,"orderID":"\#(order)"}}"#
            ),
            (
                .reversal(ofPayment: 4, "bounced"),
                #"{"name":"reversal","reason":"bounced","reversedSequence":4}"#
            ),
            (
                .payout("OUT", effective: day),
                #"{"effectiveDate":"2026-01-01","name":"payout","reference":"OUT"}"#
            ),
            (
                .adjustment(.openingBalance(due: day), "cut-over", effective: day),
                #"{"adjustment":{"dueDate":"2026-01-01","name":"opening-balance"},"effectiveDate":"2026-01-01","#
                    + #""name":"adjustment","reason":"cut-over"}"#
            ),
            (
                .adjustment(.writeOff, "bankrupt", effective: day),
                #"{"adjustment":{"name":"write-off"},"effectiveDate":"2026-01-01","name":"adjustment","reason":"bankrupt"}"#
            ),
            (
                .adjustment(.goodwill, "late", effective: day),
                #"{"adjustment":{"name":"goodwill"},"effectiveDate":"2026-01-01","name":"adjustment","reason":"late"}"#
            ),
        ]
        try expect(kinds[index].0, kinds[index].1)
    }

    @Test("The JSON form of a ledger entry, a stock movement and a journal entry is unchanged")
    func facts() throws {
        try expect(
            LedgerEntry(
                customerID: Golden.customer, sequence: 2, kind: .opened, amount: .pence(0),
                balance: .pence(-5), creditLimit: .pence(100), recordedAt: Golden.time,
                commandID: Golden.command, previousHash: .zero, hash: .zero),
            #"{"amount":\#(pounds(0)),"balance":\#(pounds(-5)),"commandID":"\#(command)","creditLimit":\#(pounds(100)),"#
                + #""customerID":"\#(customer)","hash":"\#(zeros)","kind":{"name":"opened"},"#
                + #""previousHash":"\#(zeros)","recordedAt":1767225600123456,"sequence":2}"#)
        let kinds: [(StockMovement.Kind, String)] = [
            (.receipt(nil), #"{"name":"receipt"}"#),
            (.receipt("D-1"), #"{"name":"receipt","reference":"D-1"}"#),
            (.sale(Golden.order), #"{"name":"sale","orderID":"\#(order)"}"#),
            (
                .return(Refund.ID(orderID: Golden.order, number: 1)),
                #"{"name":"return","refundID":{"number":1,"orderID":"\#(order)"}}"#
            ),
            (.adjustment("broken"), #"{"name":"adjustment","reason":"broken"}"#),
        ]
        for (kind, json) in kinds {
            try expect(
                StockMovement(
                    productID: Golden.product, sequence: 1, kind: kind, quantity: -2, stock: 5,
                    movedAt: Golden.time, commandID: Golden.command),
                #"{"commandID":"\#(command)","kind":\#(json),"movedAt":1767225600123456,"productID":"\#(product)","#
                    + #""quantity":-2,"sequence":1,"stock":5}"#)
        }
        try expect(
            JournalEntry(
                id: Golden.command, key: "k/é", kind: "purchase", fingerprint: .zero, receipt: [1, 2, 255],
                factCount: 3, metadata: try Metadata(["b": "", "a": "1"]), recordedAt: Golden.time),
            #"{"factCount":3,"fingerprint":"\#(zeros)","id":"\#(command)","key":"k/é","kind":"purchase","#
                + #""metadata":[["a","1"],["b",""]],"receipt":"AQL/","recordedAt":1767225600123456}"#)
    }

    @Test("Each row of a history survives a JSON round trip")
    func roundTrip() throws {
        let facts = try History().facts
        for row in facts.inOrder {
            switch row {
            case .business(let value): try same(value)
            case .customer(let value): try same(value)
            case .ledgerEntry(let value): try same(value)
            case .order(let value): try same(value)
            case .refund(let value): try same(value)
            case .productStock(let value): try same(value)
            case .stockMovement(let value): try same(value)
            case .journalEntry(let value): try same(value)
            }
        }
    }

    private func same<Value: Codable & Equatable>(_ value: Value) throws {
        #expect(try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value)) == value)
    }

    @Test("Metadata in JSON keeps two spellings of one key apart")
    func spellings() throws {
        let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
        let metadata = try Metadata([try MetadataKey(composed): "1", try MetadataKey(decomposed): "2"])
        #expect(metadata.pairs.count == 2)
        try same(metadata)
    }

    @Test(
        "Invalid metadata in JSON is refused",
        arguments: [
            #"[["a"]]"#, #"[["a","1"],["a","2"]]"#, #"[["a","1","2"]]"#, #"[["","1"]]"#, #"{"a":"1"}"#,
        ])
    func refusesMetadata(_ json: String) {
        #expect(throws: (any Error).self) { try JSONDecoder().decode(Metadata.self, from: Data(json.utf8)) }
    }

    @Test("A content hash is read from 64 hexadecimal digits only")
    func digests() {
        #expect(ContentHash(String(repeating: "aF", count: 32))?.bytes == Array(repeating: 0xAF, count: 32))
        for text in [
            "", zeros + "0", String(zeros.dropFirst()), String(zeros.dropLast()) + "g",
            String(zeros.dropLast(2)) + "é",
        ] {
            #expect(ContentHash(text) == nil)
        }
    }
}
