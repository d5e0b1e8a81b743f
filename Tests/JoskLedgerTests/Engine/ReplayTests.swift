import Testing

@testable import JoskLedger

@Suite("Idempotency")
struct ReplayTests {
    @Test("A repeated request returns the first receipt after other changes, and changes nothing")
    func replay() throws {
        struct Visitor: CommandVisitor {
            func visit<C: Command>(_ command: C, in shop: StorelessShop) throws {
                var shop = shop
                let first = try shop.accept(command, key: "key")
                for account in shop.accounts.values {
                    _ = try shop.accept(RecordPayment(by: account.id, .pence(1)))
                    shop.deactivate(account.id)
                }
                for item in shop.items.values {
                    shop.reprice(item.id, to: 1)
                    shop.restock(item.id, to: 0)
                    shop.deactivate(item.id)
                }
                shop.now = Timestamp(microseconds: shop.now.microseconds + 86_400_000_000)
                // A separate request, as another process would make it, with the same key and values.
                let again = Request(command, key: "key", metadata: .empty)
                var state = shop.state(of: again.footprint)
                #expect(state.run(again) == .success(first), "\(C.kind)")
                #expect(state.changes.count == 0, "\(C.kind)")
                #expect(state.changes.isEmpty, "\(C.kind)")
            }
        }
        try Sample().visitEach(Visitor())
    }

    @Test("The same request under another key is executed again")
    func anotherKey() throws {
        let sample = try Sample()
        var shop = sample.shop
        let first = try shop.accept(sample.recordPayment, key: "one")
        let second = try shop.accept(sample.recordPayment, key: "two")
        #expect(second.entry.sequence == first.entry.sequence + 1)
    }

    @Test("A command without a key is executed as often as it is run")
    func withoutKey() throws {
        let sample = try Sample()
        var shop = sample.shop
        let first = try shop.accept(sample.recordPayment)
        let second = try shop.accept(sample.recordPayment)
        #expect(second.entry.sequence == first.entry.sequence + 1)
    }

    @Test("A request with a key from the engine can safely run again")
    func madeKey() throws {
        let sample = try Sample()
        var shop = sample.shop
        let request = Request(sample.recordPayment, key: nil, metadata: .empty)
        let first = shop.run(request)
        #expect(shop.run(request) == first)
        #expect(shop.accounts[sample.ada]?.lastEntry.sequence == 3)
    }

    @Test("A key that was used for one kind of command is refused for another kind")
    func otherKind() throws {
        let sample = try Sample()
        var shop = sample.shop
        _ = try shop.accept(sample.adjustStock, key: "key")
        let count = shop.history.count
        #expect(shop.run(sample.recordPayment, key: "key") == .failure(.keyReused("key")))
        #expect(shop.run(sample.purchase, key: "key") == .failure(.keyReused("key")))
        #expect(shop.history.count == count)
    }

    @Test("Idempotency keys that look the same but differ in their bytes are two keys")
    func composedAndDecomposed() throws {
        let sample = try Sample()
        var shop = sample.shop
        _ = try shop.accept(sample.adjustStock, key: "caf\u{E9}")
        let other = shop.run(sample.recordPayment, key: "cafe\u{301}")
        #expect(throws: Never.self) { try other.get() }
        #expect(shop.run(sample.recordPayment, key: "caf\u{E9}") == .failure(.keyReused("caf\u{E9}")))
    }

    @Test("A rejected command is not stored and may succeed later under the same key")
    func rejectionIsForgotten() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        let tea = try shop.addProduct(price: 1)
        let purchase = Purchase(by: ada, [.init(tea, quantity: 1)])
        let refused = shop.run(purchase, key: "checkout")
        guard case .failure(.rejected(let why)) = refused else {
            Issue.record("\(refused)")
            return
        }
        #expect(why.shortages.map(\.missing) == [1])
        #expect(shop.journal["checkout"] == nil)
        _ = try shop.accept(AdjustStock(of: tea, by: 1))
        #expect(try shop.accept(purchase, key: "checkout").orderNumber == 1)
        // Another request may also use the key of a rejected one.
        _ = shop.run(Purchase(by: ada, [.init(tea, quantity: 7)]), key: "other")
        #expect(try shop.accept(RecordPayment(by: ada, .pence(1)), key: "other").balance == .pence(0))
    }

    @Test("The journal contains an accepted command with its kind, its metadata and its time")
    func journal() throws {
        let sample = try Sample()
        var shop = sample.shop
        let metadata = try Metadata(["clerk": "7"])
        let request = Request(sample.purchase, key: "key", metadata: metadata)
        _ = shop.run(request)
        let entry = try #require(shop.journal["key"])
        #expect(entry.id == request.id)
        #expect(entry.kind == "purchase")
        #expect(entry.fingerprint == request.fingerprint)
        #expect(entry.metadata == metadata)
        #expect(entry.recordedAt == shop.now)
        #expect(shop.history.orders.last?.commandID == request.id)
        #expect(shop.history.entries.last?.commandID == request.id)
        #expect(shop.history.movements.last?.commandID == request.id)
    }
}
