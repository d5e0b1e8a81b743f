import JoskLedger
import JoskLibPQ
import JoskLock
import JoskPostgres
import JoskTesting
import PostgresCluster
import Testing

@Suite("A commit that waits for a standby")
struct StandbyTests {
    private static let waiting =
        "FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND datname = current_database()"

    /// The server answers it as if the standby had it, with a warning.
    @Test("and is cancelled when its time is over is told as unknown; the same key then settles it")
    func isNotTakenForDone() async throws {
        // A commit waits for a standby that never comes, if the session wants it to.
        let cluster = try await PostgresCluster.start(
            ClusterOptions(settings: ["synchronous_standby_names": "ghost"]))
        let database = try await TestDatabase.migrated("standby", on: cluster)
        try await withStore(on: database) { direct in
            let shop = try await Shop.open(on: direct)
            try await database.run(
                "ALTER ROLE \(TestDatabase.applicationRole) SET synchronous_commit = on")
            var configuration = database.configuration
            configuration.commandTimeout = .seconds(1)
            // On a busy machine the time may be over before COMMIT is sent: then it takes more.
            while let error = try await failure(of: "left-open", in: shop, configuration, on: database) {
                if error.outcome == .unknown { break }
                #expect(error.outcome == .notCommitted)
                configuration.commandTimeout *= 2
            }
            #expect(try await database.run("SELECT count(*) FROM josk.orders") == "1")
            try await settle("left-open", in: shop, on: database)
            #expect(try await database.run("SELECT count(*) FROM josk.orders") == "1")
            #expect(try await shop.tenant.audit().isClean)
        }
    }

    /// A replay of a purchase locks its customer, and so writes; a replay of this locks nothing.
    @Test("makes its replay wait too, even one that has nothing to write")
    func holdsReplays() async throws {
        let cluster = try await PostgresCluster.start(
            ClusterOptions(settings: ["synchronous_standby_names": "ghost"]))
        let database = try await TestDatabase.migrated("replay", on: cluster)
        try await withStore(on: database) { direct in
            let shop = try await Shop.open(on: direct)
            _ = try await shop.tenant.addCustomer(
                name: "Ada", creditLimit: .gbp(minorUnits: 1), idempotencyKey: "ada")
            try await database.run(
                "ALTER ROLE \(TestDatabase.applicationRole) SET synchronous_commit = on")
            try await withStore(on: database) { store in
                let tenant = Ledger(store: store, queue: .patient).tenant(shop.tenant.id)
                let isOver = Locked(false)
                let replay = Task {
                    defer { isOver.withLock { $0 = true } }
                    return try await tenant.addCustomer(
                        name: "Ada", creditLimit: .gbp(minorUnits: 1), idempotencyKey: "ada")
                }
                let hasBegun = try await eventually {
                    if isOver.withLock({ $0 }) { return true }
                    return try await database.run("SELECT count(*) \(Self.waiting)") == "1"
                }
                #expect(hasBegun && !isOver.withLock { $0 }, "it waited for nobody")
                try await database.run("SELECT pg_cancel_backend(pid) \(Self.waiting)")
                _ = try await replay.value
            }
        }
    }

    /// How a purchase fails; a receipt is recorded as an issue.
    private func failure(
        of key: IdempotencyKey, in shop: Shop, _ configuration: PostgresConfiguration,
        on database: TestDatabase
    ) async throws -> StoreError? {
        try await withStore(on: database, configuration) { store in
            do throws(PurchaseError) {
                let receipt = try await buy(key, in: shop, on: store)
                Issue.record("told as done: \(receipt)")
            } catch {
                guard case .store(let failure) = error else { throw error }
                return failure
            }
            return nil
        }
    }

    private func buy(
        _ key: IdempotencyKey, in shop: Shop, on store: PostgresStore
    ) async throws(PurchaseError) -> PurchaseReceipt {
        try await Ledger(store: store, queue: .patient).tenant(shop.tenant.id).purchase(
            by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1)], idempotencyKey: key)
    }

    /// Runs the same command with all the time there is, while an operator has commits wait no longer.
    private func settle(_ key: IdempotencyKey, in shop: Shop, on database: TestDatabase) async throws {
        let canceller = Task {
            while !Task.isCancelled {
                try await database.run("SELECT pg_cancel_backend(pid) \(Self.waiting)")
            }
        }
        try await withStore(on: database) { store in _ = try await buy(key, in: shop, on: store) }
        canceller.cancel()
        _ = await canceller.result
    }
}
