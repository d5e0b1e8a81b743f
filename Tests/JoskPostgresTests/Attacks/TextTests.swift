import JoskLedger
import JoskTesting
import Testing

@Suite("Text from callers")
struct TextTests {
    /// Texts that would end a literal, a comment or a statement if they became SQL, or could be misread on the way.
    static let texts = [
        "'", "''", "\"", "\\", "\\'", "'; DROP TABLE josk.orders; --", "x'); DROP SCHEMA josk CASCADE; --",
        "$1",
        "$$", "$tag$", "%s", "{0}", "?", ":name", "E'\\x27'", "/* */", "--", ";", "NULL", "null", "DEFAULT",
        "\\N",
        "\\.", "{}", "{\"a\"}", "(,)", "[]", "\t", "\n", "\r\n", " ", "\u{1}", "\u{7F}", "\u{85}", "\u{FEFF}",
        "\u{202E}abc", "é", "e\u{301}", "𝄞", "\u{10FFFF}", "\u{FFFD}", "0", "-1", "1e9", "true",
        "../../etc/passwd",
        "<script>alert(1)</script>", "${jndi:ldap://127.0.0.1/a}", String(repeating: "'", count: 255),
        String(repeating: "\\", count: 255),
    ]

    @Test("Text from callers is stored unchanged, and found by its exact bytes")
    func isStored() async throws {
        let database = try await TestDatabase.migrated("texts")
        try await withStore(on: database) { store in
            let shop = try await Shop.open(on: store, stock: 1_000)
            for text in Self.texts { try await expectStored(text, in: shop) }
            #expect(try await shop.tenant.audit().isClean)
            #expect(try await database.run("SELECT count(*) FROM josk.orders") == "\(Self.texts.count)")
        }
    }

    private func expectStored(_ text: String, in shop: Shop) async throws {
        let (tenant, product) = (shop.tenant, shop.products[0])
        let added = try await tenant.addCustomer(
            name: Name(text), reference: CustomerReference(text), creditLimit: .gbp(minorUnits: 1_000))
        let customer = try #require(try await tenant.customer(reference: CustomerReference(text)))
        #expect(customer.customer.id == added.id)
        #expect(Array(customer.customer.name.string.utf8) == Array(text.utf8))
        let goods = try await tenant.addProduct(
            sku: SKU(text), name: Name(text), price: .gbp(minorUnits: 1))
        #expect(try await tenant.product(sku: SKU(text))?.product.id == goods.id)
        let metadata = try Metadata([MetadataKey(text): MetadataValue(text)])
        let receipt = try await tenant.purchase(
            by: added.id, lines: [PurchaseLine(product, quantity: 1)], reference: OrderReference(text),
            idempotencyKey: IdempotencyKey(text), metadata: metadata)
        let order = try await tenant.order(reference: OrderReference(text))
        #expect(order?.order.id == receipt.orderID)
        try await expectStored(reason: text, of: added.id, in: shop)
    }

    private func expectStored(reason text: String, of customer: Customer.ID, in shop: Shop) async throws {
        let adjusted = try await shop.tenant.adjustBalance(
            of: customer, by: .gbp(minorUnits: -1), as: .goodwill, reason: Reason(text))
        let entry = try await shop.tenant.customer(customer)?.lastEntry
        #expect(entry?.sequence == adjusted.entry.sequence)
        guard case .adjustment(.goodwill, let stored, _) = entry?.kind else {
            Issue.record("\(String(describing: entry))")
            return
        }
        #expect(Array(stored.string.utf8) == Array(text.utf8))
    }

    @Test("Text that is too long or contains a NUL is refused with a typed error")
    func isRefused() {
        for text in ["a\0b", "\0"] {
            let problems = [
                problem(text, SKU.self), problem(text, IdempotencyKey.self),
                problem(text, CustomerReference.self),
                problem(text, OrderReference.self), problem(text, PaymentReference.self),
                problem(text, DeliveryReference.self), problem(text, Name.self), problem(text, Reason.self),
                problem(text, MetadataKey.self), problem(text, MetadataValue.self),
            ]
            #expect(problems.allSatisfy { $0 == .containsNUL })
        }
        for count in [256, 100_000_000] {
            let long = String(repeating: "x", count: count)
            #expect(problem(long, SKU.self) == .byteCount(count, allowed: 1...255))
        }
        let long = String(repeating: "x", count: 1_001)
        #expect(problem(long, Name.self) == .byteCount(1_001, allowed: 1...1_000))
    }

    private func problem<Rules>(_ text: String, _: BoundedText<Rules>.Type) -> TextViolation.Problem? {
        do throws(TextViolation) {
            _ = try BoundedText<Rules>(text)
            return nil
        } catch {
            return error.problem
        }
    }
}
