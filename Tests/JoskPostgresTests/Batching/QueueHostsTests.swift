import JoskLedger
import JoskLibPQ
import JoskLock
import JoskPostgres
import JoskTesting
import PostgresCluster
import Testing

@Suite("Two applications with a queue each", .timeLimit(.minutes(10)))
struct QueueHostsTests {
    /// A purchase of a task, and its refund, if any.
    private struct Deal: Sendable {
        let buyer: Buyer
        let total: Int64
        var refunded: (product: Product.ID, total: Int64)?
    }

    private static func settings(_ transactions: Int) -> QueueConfiguration {
        var settings = QueueConfiguration.patient
        settings.maximumConcurrentTransactionsPerBusiness = transactions
        // Small batches, so that many transactions conflict.
        settings.maximumBatchSize = 10
        return settings
    }

    @Test(
        "Two applications never oversell, exceed a credit limit or deadlock with one transaction or two",
        arguments: [1, 2])
    func hot(transactions: Int) async throws {
        let watched = try await WatchedDatabase.migrated("queue_hot")
        let seed = UInt64.random(in: 0...UInt64.max)
        printLines(["Applications with \(transactions) concurrent transactions: the seed \(seed)"])
        try await withStore(on: watched.database) { first in
            try await withStore(on: watched.database) { second in
                let shop = try await Shop.open(
                    on: first, customers: 6, creditLimit: 20_000, products: 6, stock: 150)
                let tenants = [first, second].map { shop.tenant.queued(on: $0, Self.settings(transactions)) }
                let deals = try await withThrowingTaskGroup(of: Deal?.self) { group in
                    for number in 0..<600 {
                        group.addTask {
                            try await deal(number, in: shop, tenants[number % 2], seed: seed)
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                try await expect(deals.compactMap(\.self), in: shop)
                let bought = deals.count { $0 != nil }
                printLines([
                    "Applications with \(transactions) concurrent transactions: \(bought) of 600 bought"
                ])
                #expect(deals.contains { $0 == nil })
            }
        }
        // The sessions have ended, and have reported their statistics.
        let deadlocks = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        #expect(try await watched.database.run(deadlocks) == "0")
        #expect(watched.deadlocks == 0, "\(watched.server.log.suffix(2_000))")
    }

    /// Makes a purchase, often of the hot product and often by the hot customer; every fourth task also refunds one
    /// unit.
    private func deal(_ number: Int, in shop: Shop, _ tenant: Tenant, seed: UInt64) async throws -> Deal? {
        var generator = SeededGenerator(seed: seed &+ UInt64(number))
        let isHot = Bool.random(using: &generator)
        let customer = isHot ? shop.customers[0] : shop.customers.randomElement(using: &generator)
        var products = Array(
            shop.products.shuffled(using: &generator).prefix(.random(in: 1...3, using: &generator)))
        if Bool.random(using: &generator), !products.contains(shop.products[0]) {
            products.insert(shop.products[0], at: .random(in: 0...products.count, using: &generator))
        }
        let lines = products.map { PurchaseLine($0, quantity: Int64.random(in: 1...2, using: &generator)) }
        let buyer = try Buyer("deal \(number)", try #require(customer), lines)
        let result = await buyer.buy(in: tenant)
        guard case .bought(let receipt) = result.outcome else {
            #expect(result.isRejected, "\(result.outcome)")
            return nil
        }
        var deal = Deal(buyer: buyer, total: receipt.total.minorUnits)
        if number % 4 == 0 {
            let refund = try await tenant.refund(
                order: buyer.order, lines: [RefundRequestLine(lineNumber: 1, quantity: 1)])
            deal.refunded = (products[0], refund.total.minorUnits)
        }
        return deal
    }

    /// Expects that the results match the stored rows.
    private func expect(_ deals: [Deal], in shop: Shop) async throws {
        for product in shop.products {
            let sold = deals.flatMap(\.buyer.lines).reduce(Int64(0)) {
                $0 + ($1.productID == product ? $1.quantity : 0)
            }
            let back = Int64(deals.count { $0.refunded?.product == product })
            let stock = try await shop.tenant.product(product)?.stock
            #expect(stock == 150 - sold + back)
            #expect((stock ?? -1) >= 0)
        }
        for customer in shop.customers {
            let own = deals.filter { $0.buyer.customer == customer }
            let balance = own.reduce(0) { $0 + $1.total - ($1.refunded?.total ?? 0) }
            let account = try await shop.tenant.customer(customer)
            #expect(account?.balance.minorUnits == balance)
            #expect((account?.availableCredit.minorUnits ?? -1) >= 0)
            #expect(account?.orderCount == Int64(own.count))
        }
        let report = try await shop.tenant.audit()
        #expect(report.isClean, "\(report.violations.prefix(5))")
    }

    @Test("Only commands that share no row with a transaction that waits for a row overtake it")
    func goesPast() async throws {
        let database = try await TestDatabase.migrated("queue_past")
        try await withStore(on: database) { store in
            let shop = try await Shop.open(on: store, customers: 3, products: 2)
            let tenant = shop.tenant.queued(on: store, Self.settings(2))
            func buyer(_ customer: Int, _ product: Int) throws -> Buyer {
                try Buyer(
                    "\(customer) buys \(product)", shop.customers[customer],
                    [PurchaseLine(shop.products[product], quantity: 1)])
            }
            let superuser = try await AttackedDatabase.connect(database.url)
            _ = await AttackedDatabase.run(
                ["BEGIN", "SELECT FROM josk.customers WHERE id = '\(shop.customers[0])' FOR NO KEY UPDATE"],
                on: superuser)
            let (stuck, same, apart) = (try buyer(0, 0), try buyer(1, 0), try buyer(2, 1))
            async let stuckResult = stuck.buy(in: tenant)
            try await database.untilApplicationWaits(or: Locked(false))
            async let sameResult = same.buy(in: tenant)
            try await tenant.untilWaiting(1)
            #expect(await apart.buy(in: tenant).isBought)
            #expect(tenant.waitingCount == 1)
            #expect(try await database.orders() == ["\(apart.order)"])
            await superuser.close()
            #expect(await stuckResult.isBought)
            #expect(await sameResult.isBought)
            #expect(try await shop.tenant.audit().isClean)
        }
    }
}
