import JoskLedger
import JoskLock
import JoskPostgres
import JoskTesting
import PostgresCluster
import PostgresWorker
import Testing

/// Tests with three processes: the first loses the connection while its COMMIT is still in transit, the second repeats
/// the command under its key, and the third changes the rows that decide it.
@Suite("Final rejections", .serialized)
struct FinalRejectionTests {
    /// The outcome of the second attempt, and the number of journal rows under the key at the end.
    private struct Result {
        let second: String
        let hasWaited: Bool
        let isStored: Bool
    }

    @Test("A repeated addition of a product waits for an earlier attempt whose COMMIT is in transit")
    func product() async throws {
        let result = try await run { tenant in
            _ = try await tenant.addProduct(
                sku: "TEA", name: "Tea", price: .gbp(minorUnits: 100), stock: 5, idempotencyKey: "add")
        } obstruct: { tenant in
            let other = try await tenant.addProduct(sku: "TEA", name: "Other", price: .gbp(minorUnits: 1))
            return { _ = try await tenant.changeSKU(of: other.id, to: "OTHER") }
        }
        expectFinal(result)
    }

    @Test("A repeated addition of a customer waits for an earlier attempt whose COMMIT is in transit")
    func customer() async throws {
        let result = try await run { tenant in
            _ = try await tenant.addCustomer(
                name: "Ada", reference: "C-1", creditLimit: .gbp(minorUnits: 100), idempotencyKey: "add")
        } obstruct: { tenant in
            let other = try await tenant.addCustomer(
                name: "Other", reference: "C-1", creditLimit: .gbp(minorUnits: 1))
            return { _ = try await tenant.changeCustomerReference(of: other.id, to: nil) }
        }
        expectFinal(result)
    }

    @Test(
        "An addition waits for an earlier attempt at it in a bulk addition, which locks one fence for all keys"
    )
    func bulk() async throws {
        let products = try (1...17).map { number in
            NewProduct(
                sku: try SKU("TEA-\(number)"), name: "Tea", price: .gbp(minorUnits: 100), stock: 5,
                idempotencyKey: try IdempotencyKey(number == 1 ? "add" : "add-\(number)"))
        }
        let isFirst = Locked(true)
        let result = try await run { tenant in
            if isFirst.withLock({ $0 }) {
                for outcome in await tenant.addProducts(products) { _ = try outcome.get() }
            } else {
                _ = try await tenant.addProduct(
                    sku: "TEA-1", name: "Tea", price: .gbp(minorUnits: 100), stock: 5, idempotencyKey: "add")
            }
        } obstruct: { _ in
            // The first rows of so large a write may have reached the server, so their SKUs cannot be taken.
            isFirst.withLock { $0 = false }
            return {}
        }
        expectFinal(result)
    }

    @Test("A change of the default payment terms waits for an earlier attempt at it")
    func terms() async throws {
        let result = try await run { tenant in
            _ = try await tenant.changeDefaultPaymentTerms(to: .days(7), idempotencyKey: "add")
        } obstruct: { _ in
            {}
        }
        expectFinal(result)
    }

    private func expectFinal(_ result: Result) {
        printLines(["Second attempt: \(result.second); stored under the key: \(result.isStored)"])
        #expect(result.hasWaited)
        #expect(result.second == "accepted")
        #expect(result.isStored)
    }

    /// Runs a command twice under one key, while the bytes of the first attempt are held back.
    ///
    /// - Parameters:
    ///   - command: The command, whose key is "add".
    ///   - obstruct: A change by another process that causes a rejection of the command; it returns the change that
    /// removes
    ///     the cause.
    private func run(
        _ command: @escaping @Sendable (Tenant) async throws -> Void,
        obstruct: (Tenant) async throws -> (() async throws -> Void)
    ) async throws -> Result {
        let proxied = try await ProxiedDatabase.migrated("fence")
        let (database, proxy) = (proxied.database, proxied.proxy)
        return try await withStore(on: database) { third in
            let shop = try await Shop.open(on: third)
            try await loseFirst(command, in: shop, proxied)
            let release = try await obstruct(shop.tenant)
            let (second, hasWaited) = try await withStore(on: database) { store in
                let attempt = Task { try await command(tenant(shop, on: store)) }
                let hasWaited = try await isFenced(attempt, on: database)
                try await release()
                proxy.releaseHeld()
                return (await words(for: attempt.result), hasWaited)
            }
            // The first attempt's session has ended, so its outcome is final.
            #expect(try await eventually { try await sessions(on: database) == "0" })
            let stored = try await database.run("SELECT count(*) FROM josk.journal WHERE key = 'add'")
            #expect(try await shop.tenant.audit().isClean)
            proxy.end()
            return Result(second: second, hasWaited: hasWaited, isStored: stored == "1")
        }
    }

    /// Makes the first attempt, whose bytes are held from COMMIT on, until its caller gets an unknown outcome.
    private func loseFirst(
        _ command: @escaping @Sendable (Tenant) async throws -> Void, in shop: Shop,
        _ proxied: ProxiedDatabase
    ) async throws {
        var timeout = Duration.seconds(1)
        // On a busy machine the timeout may pass before COMMIT is sent: then it is increased.
        while proxied.proxy.holdCount == 0 {
            proxied.proxy.holdNext("COMMIT\0")
            var configuration = proxied.configuration
            configuration.commandTimeout = timeout
            try await withStore(on: proxied.database, configuration) { store in
                let error = await #expect(throws: (any Error).self) {
                    try await command(tenant(shop, on: store))
                }
                if proxied.proxy.holdCount > 0 { #expect("\(String(reflecting: error))".contains("unknown")) }
            }
            timeout *= 2
        }
    }

    /// Waits until a session waits for an advisory lock, or the attempt has ended; returns true in the first case.
    private func isFenced(_ attempt: Task<Void, any Error>, on database: TestDatabase) async throws -> Bool {
        let hasEnded = Locked(false)
        let observer = Task {
            _ = await attempt.result
            hasEnded.withLock { $0 = true }
        }
        defer { observer.cancel() }
        var isWaiting = false
        _ = try await eventually {
            isWaiting =
                try await database.run(
                    "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'advisory' AND datname = current_database()"
                ) != "0"
            return isWaiting || hasEnded.withLock { $0 }
        }
        return isWaiting
    }

    /// Returns the number of sessions in a transaction.
    private func sessions(on database: TestDatabase) async throws -> String {
        try await database.run(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
            """)
    }

    private func words(for result: Swift.Result<Void, any Error>) -> String {
        switch result {
        case .success: "accepted"
        case .failure(let error): "\(error)"
        }
    }

    private func tenant(_ shop: Shop, on store: PostgresStore) -> Tenant {
        Ledger(store: store, queue: .patient, logger: .silent).tenant(shop.tenant.id)
    }
}
