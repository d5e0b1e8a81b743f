import JoskLedger
import JoskLibPQ
import JoskLock
import JoskPostgres
import JoskTesting
import Testing

@Suite("Fairness between businesses", .timeLimit(.minutes(10)))
struct QueueFairnessTests {
    private static let purchases = 30

    /// The test counts transactions, because durations do not show which business waited for which.
    @Test(
        "A business with one caller waits for few transactions of those with three hundred",
        arguments: [1, 20])
    func single(busyOnes: Int) async throws {
        let database = try await TestDatabase.migrated("queue_fair")
        var configuration = database.configuration
        configuration.maximumConnections = 4
        try await withStore(on: database, configuration) { store in
            let shop = try await Shop.open(on: store)
            var busy: [Shop] = []
            for _ in 0..<busyOnes {
                busy.append(
                    try await Shop.open(
                        on: store, customers: 10, creditLimit: 1_000_000_000, stock: 1_000_000_000))
            }
            let ledger = Ledger(store: store, queue: .patient)
            let (isOver, sold) = (Locked(false), Locked(0))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<300 {
                    let crowd = busy[number % busyOnes]
                    group.addTask {
                        while !isOver.withLock({ $0 }) {
                            try await buy(number / busyOnes % 10, in: crowd, ledger)
                            sold.withLock { $0 += 1 }
                        }
                    }
                }
                // The busy businesses are at full load.
                #expect(try await eventually { sold.withLock { $0 } >= 300 })
                for _ in 0..<Self.purchases { try await buy(0, in: shop, ledger) }
                isOver.withLock { $0 = true }
                try await group.waitForAll()
            }
            var sums: [Int] = []
            for crowd in busy {
                let between = try await transactions(of: crowd, betweenThoseOf: shop, on: database)
                #expect(between.count == Self.purchases - 1)
                sums.append(between.reduce(0, +))
                // A wait behind each of the callers would show as hundreds. With one transaction of each business at a
                // time, there is room for one or two, and for more only if a thread gets no time for a while.
                #expect(sums.last ?? 0 <= 4 * Self.purchases)
                #expect(between.allSatisfy { $0 <= 20 })
                // With fewer connections than businesses, each business gets a connection in turn.
                if busyOnes > 4 { #expect(sums.last ?? 0 >= Self.purchases / 10) }
            }
            printLines(["Fairness: beside \(Self.purchases) purchases, transactions of the busy: \(sums)"])
        }
    }

    private func buy(_ customer: Int, in shop: Shop, _ ledger: Ledger) async throws {
        _ = try await ledger.tenant(shop.tenant.id).purchase(
            by: shop.customers[customer], lines: [PurchaseLine(shop.products[0], quantity: 1)])
    }

    /// Returns the numbers of transactions of one business between consecutive purchases of another.
    private func transactions(
        of crowd: Shop, betweenThoseOf shop: Shop, on database: TestDatabase
    ) async throws -> [Int] {
        try await database.run(
            """
            SELECT (
                SELECT count(DISTINCT j.xid) FROM josk.journal AS j
                WHERE j.business_id = '\(crowd.tenant.id)' AND j.xid > own.xid AND j.xid < own.next
            )
            FROM (
                SELECT xid, lead(xid) OVER (ORDER BY xid) AS next FROM josk.journal
                WHERE business_id = '\(shop.tenant.id)' AND kind = 'purchase'
            ) AS own
            WHERE own.next IS NOT NULL ORDER BY own.xid
            """
        ).split(separator: "\n").compactMap { Int($0) }
    }

    @Test("Reads succeed while commands use every connection that they may have")
    func reads() async throws {
        let database = try await TestDatabase.migrated("queue_reads")
        var configuration = database.configuration
        configuration.maximumConnections = 8
        try await withStore(on: database, configuration) { store in
            var shops: [Shop] = []
            for _ in 0..<10 { shops.append(try await Shop.open(on: store)) }
            let ledger = Ledger(store: store, queue: .patient)
            let superuser = try await AttackedDatabase.connect(database.url)
            _ = await AttackedDatabase.run(
                ["BEGIN", "SELECT FROM josk.customers FOR NO KEY UPDATE"], on: superuser)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for shop in shops { group.addTask { try await buy(0, in: shop, ledger) } }
                let sessions = TestDatabase.applicationSessions
                let waiting = "SELECT count(*) \(sessions) AND wait_event_type = 'Lock'"
                #expect(try await eventually { try await database.run(waiting) == "7" })
                for shop in shops {
                    let tenant = ledger.tenant(shop.tenant.id)
                    #expect(try await tenant.customer(shop.customers[0])?.orderCount == 0)
                    #expect(try await tenant.product(shop.products[0])?.stock == 100)
                }
                #expect(try await database.run(waiting) == "7")
                #expect(try await database.orders().isEmpty)
                await superuser.close()
                // An audit waits for the next connection that a command returns: it must not occupy one of reads.
                #expect(try await ledger.tenant(shops[0].tenant.id).audit().isClean)
                try await group.waitForAll()
            }
            #expect(try await database.orders().count == 10)
        }
    }
}
