import BenchmarkPeers
import BenchmarkReport
import JoskInMemory
import JoskLedger

import struct JoskTesting.SeededGenerator

/// Purchases in memory, which show the cost of the engine itself without a database.
struct MemoryWorkload: Workload {
    let name = "memory"
    let meaning =
        "256 callers on the store in memory for 5 s, one tenant; bare-actor only checks and subtracts, keeping-actor "
        + "also keeps and hashes as much"

    static let callers = 256
    private static let shop = ShopGroup.hot
    /// The maximum measured time, because all purchases stay in memory.
    private static let mostSeconds = 5

    func run(on bench: Bench) async throws -> WorkloadReport {
        let started = ContinuousClock.now
        let span = Span(
            warmUp: .seconds(1), measured: .seconds(min(bench.plan.seconds, Self.mostSeconds)))
        let loop = ClosedLoop(callers: Self.callers, span: span)
        var josk = RoundResults()
        var bare = RoundResults()
        var keeping = RoundResults()
        var remarks: [String] = []
        for round in 1...bench.plan.rounds {
            let (result, remark) = try await joskRound(loop, seed: UInt64(round))
            josk.add(result)
            remarks.append(remark)
            bare.add(try await bareRound(loop, seed: UInt64(round)))
            keeping.add(try await keepingRound(loop, seed: UInt64(round)))
            let figures = [("josk", josk), ("bare-actor", bare), ("keeping-actor", keeping)]
                .map { "\($0): \(Figure.count($1.lastRate ?? 0))/s" }
            bench.progress.line("\(name): round \(round), \(figures.joined(separator: ", "))")
        }
        return WorkloadReport(
            name: name, meaning: meaning, unit: "purchases",
            standings: [
                josk.standing(of: "josk", clients: Self.callers),
                bare.standing(of: "bare-actor", clients: Self.callers),
                keeping.standing(of: "keeping-actor", clients: Self.callers),
            ],
            ratios: [("bare-actor", bare), ("keeping-actor", keeping)].map {
                Ratio(workload: name, peer: $0, value: josk.medianRate / $1.medianRate)
            },
            remarks: remarks, seconds: started.duration(to: .now) / .seconds(1))
    }

    /// Runs a round of Josk in a new store, which is discarded afterwards.
    private func joskRound(_ loop: ClosedLoop, seed: UInt64) async throws -> (LoadResult, String) {
        let ledger = Ledger(store: InMemoryStore(), logger: .silent)
        try await Self.shop.open(in: ledger)
        let buyer = Buyer(in: Self.shop, .uniform, of: ledger)
        let (result, _) = await loop.run(seed: seed) { (_, random) throws(LoadFailure) in
            try await buyer.buy(&random)
        }
        if let failures = result.failureLine {
            throw BenchmarkFailure("\(name): purchases failed: \(failures)")
        }
        return (result, try await check(result, in: ledger))
    }

    private func check(_ result: LoadResult, in ledger: Ledger) async throws -> String {
        var sold = 0
        for business in Self.shop.businesses {
            let report = try await ledger.tenant(business).audit()
            guard report.isClean else { throw BenchmarkFailure("\(name): the audit found a violation") }
            sold += report.counts.orders
        }
        guard sold == result.acknowledged else {
            throw BenchmarkFailure(
                "\(name): \(result.acknowledged) purchases were acknowledged, but there are \(sold) orders")
        }
        return "audited: \(sold) orders, as many as were acknowledged, clean"
    }

    private func bareRound(_ loop: ClosedLoop, seed: UInt64) async throws -> LoadResult {
        let peer = BareActor(customers: Self.customers, products: Self.products)
        return try await peerRound(loop, seed: seed) { customer, products, _ in
            await peer.buy(by: customer, products)
        }
    }

    private func keepingRound(_ loop: ClosedLoop, seed: UInt64) async throws -> LoadResult {
        let peer = KeepingActor(customers: Self.customers, products: Self.products)
        return try await peerRound(loop, seed: seed) { customer, products, random in
            await peer.buy(by: customer, products, key: "\(random.next())-\(random.next())")
        }
    }

    private static let customers = (1...shop.customersPerTenant).map(ShopGroup.customer)
    private static let products = (1...shop.productsPerTenant).map(ShopGroup.product)

    /// Runs a round of a peer, whose `buy` returns true if it sold the products.
    private func peerRound(
        _ loop: ClosedLoop, seed: UInt64,
        _ buy: @escaping @Sendable (Customer.ID, [Product.ID], inout SeededGenerator) async -> Bool
    ) async throws -> LoadResult {
        let (result, _) = await loop.run(seed: seed) { (_, random) throws(LoadFailure) in
            let products = [random.element(of: Self.products), random.element(of: Self.products)]
            let customer = random.element(of: Self.customers)
            guard await buy(customer, products, &random) else { throw LoadFailure(code: "rejected") }
        }
        if let failures = result.failureLine {
            throw BenchmarkFailure("\(name): a peer failed: \(failures)")
        }
        return result
    }
}
