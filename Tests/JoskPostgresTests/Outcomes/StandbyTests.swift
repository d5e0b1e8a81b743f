import JoskLedger
import JoskLibPQ
import JoskLock
import JoskPostgres
import JoskTesting
import PostgresCluster
import Testing

@Suite("Commits that wait for a standby")
struct StandbyTests {
    private static let waiting =
        "FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND datname = current_database()"

    /// The server reports success, with a warning, as if the standby had the commit.
    @Test("A commit that is cancelled while it waits for a standby is unknown, until its key settles it")
    func isNotTakenForDone() async throws {
        // A commit waits for a standby that never connects, if the session requests it.
        let cluster = try await PostgresCluster.start(
            ClusterOptions(settings: ["synchronous_standby_names": "ghost"]))
        let database = try await TestDatabase.migrated("standby", on: cluster)
        try await withStore(on: database) { direct in
            let shop = try await Shop.open(on: direct)
            try await database.run(
                "ALTER ROLE \(TestDatabase.applicationRole) SET synchronous_commit = on")
            var configuration = database.configuration
            configuration.commandTimeout = .seconds(1)
            // On a busy machine the timeout may pass before COMMIT is sent: then it is increased.
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

    /// The replay of this command locks nothing.
    ///
    /// A replay of a purchase locks its customer, and so writes.
    @Test("A replay that has nothing to write waits for the standby too")
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
                #expect(hasBegun && !isOver.withLock { $0 }, "the replay did not wait for the standby")
                try await database.run("SELECT pg_cancel_backend(pid) \(Self.waiting)")
                _ = try await replay.value
            }
        }
    }

    /// Returns the failure of a purchase; a receipt is recorded as an issue.
    private func failure(
        of key: IdempotencyKey, in shop: Shop, _ configuration: PostgresConfiguration,
        on database: TestDatabase
    ) async throws -> StoreError? {
        try await withStore(on: database, configuration) { store in
            do throws(PurchaseError) {
                let receipt = try await buy(key, in: shop, on: store)
                Issue.record("unexpected receipt: \(receipt)")
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

    /// Runs the same command with a long timeout, while an operator cancels the waits of commits.
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
