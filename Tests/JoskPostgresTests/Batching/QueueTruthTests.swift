import JoskLedger
import JoskLibPQ
import JoskLock
import JoskPostgres
import JoskTesting
import PostgresCluster
import Testing

@Suite("Results of a queue on an unreliable server", .timeLimit(.minutes(20)))
struct QueueTruthTests {
    private static let (rounds, callers) = (50, 200)
    private static let opening: Int64 = 1_000_000

    /// The failure that occurs while the callers of a round buy.
    private enum Trouble: Equatable {
        /// All sessions are terminated while they work.
        case sessionsEnd
        /// Another session locks the customers until some callers have timed out in the queue.
        case locked
        /// All sessions are terminated and no session can connect, while a transaction waits for a customer.
        case outage
        /// The transaction's connection is lost at its COMMIT, and no session can connect.
        case lostAtCommit(WireProxy.Cut.Moment)

        init(inRound round: Int) {
            switch round % 20 {
            case 2, 12: self = .locked
            case 5: self = .outage
            case 8: self = .lostAtCommit(.beforeForwarding)
            case 18: self = .lostAtCommit(.afterForwarding)
            default: self = .sessionsEnd
            }
        }
    }

    private struct Scene: Sendable {
        let database: TestDatabase
        let proxy: WireProxy
        let shop: Shop
        let superuser: PostgresConnection
        /// The business through a queue with a short timeout, on a store with a short command timeout.
        let tenant: Tenant
    }

    private static var settings: QueueConfiguration {
        var settings = QueueConfiguration.patient
        settings.queueTimeout = .milliseconds(300)
        settings.maximumBatchSize = 40
        return settings
    }

    @Test("Each of ten thousand callers gets its true result, even if cancelled or timed out")
    func truth() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        printLines(["Truth: the seed \(seed)"])
        var generator = SeededGenerator(seed: seed)
        let proxied = try await ProxiedDatabase.migrated("queue_truth")
        let database = proxied.database
        var configuration = proxied.configuration
        configuration.commandTimeout = .seconds(2)
        // After a loss, the store must connect again.
        configuration.maximumConnections = 1
        let superuser = try await AttackedDatabase.connect(database.url)
        try await withStore(on: database) { direct in
            let shop = try await Shop.open(
                on: direct, customers: 20, creditLimit: 1_000_000_000, products: 3, price: 1,
                stock: Self.opening)
            let results = try await withStore(on: database, configuration) { store in
                let scene = Scene(
                    database: database, proxy: proxied.proxy, shop: shop, superuser: superuser,
                    tenant: shop.tenant.queued(on: store, Self.settings))
                var results: [BuyerResult] = []
                for round in 0..<Self.rounds { results += try await run(round, in: scene, &generator) }
                return results
            }
            show(results)
            let settled = try await settle(results, in: shop, on: database)
            try await expect(settled, in: shop, on: database)
        }
        await superuser.close()
        proxied.proxy.end()
    }

    // MARK: - A round

    private func run(
        _ round: Int, in scene: Scene, _ generator: inout SeededGenerator
    ) async throws -> [BuyerResult] {
        let trouble = Trouble(inRound: round)
        let finished = Locked<[BuyerResult]>([])
        let killAt = Int.random(in: 0..<Self.callers, using: &generator)
        if trouble != .sessionsEnd {
            await order(["BEGIN", "SELECT FROM josk.customers FOR NO KEY UPDATE"], in: scene)
        }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<Self.callers {
                let caller = try caller(number, round, in: scene, &generator)
                group.addTask {
                    let result = await caller.value
                    finished.withLock { $0.append(result) }
                }
            }
            if trouble != .sessionsEnd { try await cause(trouble, in: scene, finished) }
            for try await _ in group {
                let count = finished.withLock { $0.count }
                if trouble == .sessionsEnd, count == killAt { await order([Self.endSessions], in: scene) }
            }
            scene.proxy.cutNext(nil)
            try await scene.database.allowConnections(true)
            // This returns when the store has connected again.
            _ = try await scene.tenant.business()
            return finished.withLock { $0 }
        }
    }

    /// Starts a caller that buys, requests more than the stock, or is cancelled at some moment.
    private func caller(
        _ number: Int, _ round: Int, in scene: Scene, _ generator: inout SeededGenerator
    ) throws -> Task<BuyerResult, Never> {
        let shop = scene.shop
        let quantity = number % 7 == 6 ? 2 * Self.opening : Int64.random(in: 1...3, using: &generator)
        let lines = shop.products.shuffled(using: &generator).prefix(.random(in: 1...3, using: &generator))
            .map { PurchaseLine($0, quantity: quantity) }
        let customer = shop.customers[Int.random(in: 0..<shop.customers.count, using: &generator)]
        let buyer = try Buyer("caller \(number) of \(round)", customer, lines)
        let caller = Task { await buyer.buy(in: scene.tenant) }
        if number % 5 == 0 {
            let pause = Int.random(in: 0..<300, using: &generator)
            Task {
                for _ in 0..<pause { await Task.yield() }
                caller.cancel()
            }
        }
        return caller
    }

    private static let endSessions = "SELECT pg_terminate_backend(pid) \(TestDatabase.applicationSessions)"

    private func order(_ statements: [String], in scene: Scene) async {
        guard case .done = await AttackedDatabase.run(statements, on: scene.superuser) else {
            Issue.record("the superuser was refused: \(statements)")
            return
        }
    }

    /// Waits for the condition of a failure, such as a transaction that waits for a customer, and then causes the
    /// failure.
    private func cause(
        _ trouble: Trouble, in scene: Scene, _ finished: Locked<[BuyerResult]>
    ) async throws {
        let waiting = "SELECT count(*) \(TestDatabase.applicationSessions) AND wait_event_type = 'Lock'"
        _ = try await eventually {
            if finished.withLock({ $0.count }) == Self.callers { return true }
            if trouble == .locked {
                return finished.withLock { $0.contains(where: \.hasTimedOutInQueue) }
            }
            return try await scene.database.run(waiting) != "0"
        }
        switch trouble {
        case .sessionsEnd: break
        case .locked: await order(["COMMIT"], in: scene)
        case .outage:
            try await scene.database.allowConnections(false)
            await order([Self.endSessions, "COMMIT"], in: scene)
        case .lostAtCommit(let moment):
            try await scene.database.allowConnections(false)
            scene.proxy.cutNext(.init(at: "COMMIT\0", moment))
            await order(["COMMIT"], in: scene)
        }
    }

    // MARK: - The results

    /// Expects that each known result is true before any command is repeated.
    ///
    /// Commands with an unknown outcome are then repeated under the same key, and their new results are final.
    private func settle(
        _ results: [BuyerResult], in shop: Shop, on database: TestDatabase
    ) async throws -> [BuyerResult] {
        let orders = try await database.orders()
        let tenant = shop.tenant.elsewhere
        var settled: [BuyerResult] = []
        for one in results {
            guard one.failure?.outcome == .unknown else {
                #expect(one.isBought == orders.contains("\(one.buyer.order)"), "\(one)")
                #expect(one.failure?.outcome != .committed, "\(one)")
                settled.append(one)
                continue
            }
            let again = await one.buyer.buy(in: tenant)
            #expect(again.failure == nil, "\(again)")
            #expect(again.isBought || !orders.contains("\(one.buyer.order)"), "\(again)")
            settled.append(again)
        }
        return settled
    }

    private func expect(_ settled: [BuyerResult], in shop: Shop, on database: TestDatabase) async throws {
        let bought = settled.filter(\.isBought)
        #expect(try await database.orders() == Set(bought.map { "\($0.buyer.order)" }))
        let commands = "SELECT count(*), count(DISTINCT command_id) FROM josk.orders"
        #expect(try await database.run(commands) == "\(bought.count)|\(bought.count)")
        for product in shop.products {
            let sold = bought.flatMap(\.buyer.lines).reduce(Int64(0)) {
                $0 + ($1.productID == product ? $1.quantity : 0)
            }
            #expect(try await shop.tenant.product(product)?.stock == Self.opening - sold)
        }
        let report = try await shop.tenant.audit()
        #expect(report.isClean, "\(report.violations.prefix(5))")
    }

    /// Prints the number of results of each kind; each must have occurred, or the test proves little.
    private func show(_ results: [BuyerResult]) {
        let counts = Dictionary(results.map { ($0.word, 1) }, uniquingKeysWith: +)
        printLines(["Truth: \(counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })"])
        #expect(results.count == Self.rounds * Self.callers)
        for word in ["bought", "cancelled", "rejected", "timed out in the queue"] {
            #expect(counts[word, default: 0] > 0, "\(counts)")
        }
        for outcome in ["notCommitted", "unknown"] {
            #expect(counts.keys.contains { $0.hasPrefix("failed") && $0.contains(outcome) }, "\(counts)")
        }
    }
}

extension BuyerResult {
    fileprivate var hasTimedOutInQueue: Bool {
        failure?.message.hasPrefix("timed out after") ?? false
    }

    fileprivate var word: String {
        switch outcome {
        case .bought: "bought"
        case .rejected: "rejected"
        case .failed(let failure) where failure.code == .cancelled: "cancelled"
        case .failed where hasTimedOutInQueue: "timed out in the queue"
        case .failed(let failure): "failed (\(failure.code), \(failure.outcome))"
        }
    }
}
