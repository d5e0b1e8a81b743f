import JoskInMemory
import JoskTesting
import Testing

@testable import JoskLedger

@Suite("The command queue", .timeLimit(.minutes(10)))
struct QueueTests {
    /// Waits until the queue of a ledger contains the given number of commands.
    private func until(_ count: Int, waitIn tenant: Tenant) async {
        while tenant.queue.queuedCount < count { await Task.yield() }
    }

    private func buys(
        _ shop: Shop, _ key: String, quantity: Int64 = 1, in tenant: Tenant? = nil
    ) async throws -> PurchaseReceipt {
        try await (tenant ?? shop.tenant).purchase(
            by: shop.customers[0], lines: [.init(shop.products[0], quantity: quantity)],
            idempotencyKey: try IdempotencyKey(key))
    }

    /// Returns the store's error for a purchase, or nil if there is none.
    private func failure(of key: String, _ shop: Shop, in tenant: Tenant) async -> StoreError? {
        do {
            _ = try await buys(shop, key, in: tenant)
            return nil
        } catch {
            guard case PurchaseError.store(let failure) = error else { return nil }
            return failure
        }
    }

    @Test("A poisoned command in a batch of 200 fails alone")
    func poison() async throws {
        let store = GatedStore(poison: "buyer 117")
        let shop = try await Shop.open(on: store, creditLimit: 1_000_000, stock: 10_000)
        await store.gate.close()
        async let first = buys(shop, "first")
        await store.gate.until(1)
        let outcomes = await withTaskGroup(of: (Int, Result<PurchaseReceipt, any Error>).self) { group in
            for number in 0..<200 {
                group.addTask {
                    do { return (number, .success(try await buys(shop, "buyer \(number)"))) } catch {
                        return (number, .failure(error))
                    }
                }
            }
            await until(200, waitIn: shop.tenant)
            await store.gate.open()
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        _ = try await first
        #expect(await store.gate.mostCommands == 200)
        #expect(outcomes.values.count { (try? $0.get()) != nil } == 199)
        guard case .failure(let error as PurchaseError) = outcomes[117], case .store(let failure) = error
        else {
            Issue.record("the poisoned command returned \(String(describing: outcomes[117]))")
            return
        }
        #expect(failure.code == .contractViolation && failure.outcome == .notCommitted)
        #expect(failure.key == "buyer 117")
        #expect(try await shop.tenant.product(shop.products[0])?.stock == 10_000 - 200)
        #expect(try await shop.tenant.audit().isClean)
    }

    @Test("No receipt, rejection or replay is returned before the commit")
    func afterTheCommit() async throws {
        let store = GatedStore(.after)
        let shop = try await Shop.open(on: store, stock: 2)
        let earlier = try await buys(shop, "earlier")
        await store.gate.close()
        let returned = ReturnedKeys()
        await withTaskGroup(of: Void.self) { group in
            for (key, quantity) in [("one", Int64(1)), ("earlier", 1), ("too much", 5)] {
                group.addTask {
                    do {
                        let receipt = try await buys(shop, key, quantity: quantity)
                        if key == "earlier" { #expect(receipt == earlier) }
                        await returned.note(key)
                    } catch {
                        await returned.note("no \(key)")
                    }
                }
            }
            await store.gate.until(1)
            for _ in 0..<1_000 { await Task.yield() }
            #expect(await returned.keys.isEmpty)
            await store.gate.open()
        }
        #expect(await returned.keys == ["one", "earlier", "no too much"])
    }

    @Test("A command that shared its batch with a rolled-back command is decided again without it")
    func decidedAgain() async throws {
        let store = GatedStore(poison: "takes the last one")
        let shop = try await Shop.open(on: store, stock: 1)
        await store.gate.close()
        async let first = shop.tenant.rename(customer: shop.customers[0], to: "Ada")
        await store.gate.until(1)
        async let poisoned = buys(shop, "takes the last one")
        await until(1, waitIn: shop.tenant)
        async let next = buys(shop, "wants the last one")
        await until(2, waitIn: shop.tenant)
        await store.gate.open()
        _ = try await first
        do {
            _ = try await poisoned
            Issue.record("the poisoned purchase returned a receipt")
        } catch {}
        #expect(try await next.orderNumber == 1)
        #expect(try await shop.tenant.product(shop.products[0])?.stock == 0)
    }

    @Test("A full queue fails a command at once, with the number of waiting commands and without effect")
    func full() async throws {
        let store = GatedStore()
        let shop = try await Shop.open(on: store)
        var settings = QueueConfiguration.patient
        settings.maximumQueuedPerBusiness = 2
        let tenant = Ledger(store: store, queue: settings).tenant(shop.tenant.id)
        await store.gate.close()
        async let first = buys(shop, "first", in: tenant)
        await store.gate.until(1)
        async let second = buys(shop, "second", in: tenant)
        async let third = buys(shop, "third", in: tenant)
        await until(2, waitIn: tenant)
        let failure = try #require(await failure(of: "fourth", shop, in: tenant))
        #expect(failure.code == .busy && failure.outcome == .notCommitted && failure.isRetriable)
        #expect(failure.message.contains(": 2 commands waiting"))
        #expect(failure.key == "fourth")
        await store.gate.open()
        _ = try await (first, second, third)
        #expect(try await shop.tenant.product(shop.products[0])?.stock == 97)
    }

    @Test(
        "Work for which a store returns no output fails with an unknown outcome, and later work succeeds"
    )
    func noOutput() async throws {
        let shop = try await Shop.open(on: MuteStore())
        let failure = try #require(await failure(of: "lost", shop, in: shop.tenant))
        #expect(failure.code == .contractViolation && failure.outcome == .unknown && failure.key == "lost")
        #expect(try await buys(shop, "next").orderNumber == 1)
    }

    @Test("A long transaction of one business does not delay another business")
    func otherBusiness() async throws {
        let store = GatedStore()
        let ledger = Ledger(store: store, queue: .patient)
        let shops = [try await Shop.open(on: store), try await Shop.open(on: store)]
        await store.gate.close()
        async let one = buys(shops[0], "one", in: ledger.tenant(shops[0].tenant.id))
        async let other = buys(shops[1], "one", in: ledger.tenant(shops[1].tenant.id))
        // Both transactions are in the store, and neither has finished.
        await store.gate.until(2)
        await store.gate.open()
        _ = try await (one, other)
    }
}

/// A store that takes its work, and returns no output for the key "lost".
private struct MuteStore: ForwardingStore {
    let store: any Store = InMemoryStore()

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        guard let work = work() else { return nil }
        if work.footprint.keys.contains("lost") { return nil }
        return try await store.transact(in: business) { work }
    }
}

private actor ReturnedKeys {
    private(set) var keys: Set<String> = []
    func note(_ key: String) { keys.insert(key) }
}
