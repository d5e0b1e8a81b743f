import BenchmarkPeers
import BenchmarkReport
import JoskInMemory
import JoskLedger
import struct JoskTesting.SeededGenerator

/// Purchases in memory: what the engine itself costs, without a database.
struct MemoryWorkload: Workload {
    let name = "memory"
    let meaning =
        "256 callers on the store in memory, one tenant; the peer only checks and subtracts in dictionaries"

    private static let callers = 256
    private static let shop = Shop.hot
    /// What is bought stays in memory.
    private static let mostSeconds = 5

    func run(on bench: Bench) async throws -> WorkloadReport {
        let started = ContinuousClock.now
        let span = Span(
            warmUp: .seconds(1), measured: .seconds(min(bench.plan.seconds, Self.mostSeconds)))
        let loop = ClosedLoop(callers: Self.callers, span: span)
        var josk = RoundResults()
        var peer = RoundResults()
        var remarks: [String] = []
        for round in 1...bench.plan.rounds {
            let (result, remark) = try await joskRound(loop, seed: UInt64(round))
            josk.add(result)
            remarks.append(remark)
            peer.add(try await peerRound(loop, seed: UInt64(round)))
            bench.progress.line(
                "\(name): round \(round), josk: \(Figure.count(josk.lastRate ?? 0))/s, "
                    + "bare-actor: \(Figure.count(peer.lastRate ?? 0))/s")
        }
        return WorkloadReport(
            name: name, meaning: meaning, unit: "purchases",
            standings: [
                josk.standing(of: "josk", clients: Self.callers),
                peer.standing(of: "bare-actor", clients: Self.callers),
            ],
            ratios: [Ratio(workload: name, peer: "bare-actor", value: josk.medianRate / peer.medianRate)],
            remarks: remarks, seconds: started.duration(to: .now) / .seconds(1))
    }

    /// In a store of its own, which is gone afterwards.
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
        guard sold == result.told else {
            throw BenchmarkFailure(
                "\(name): \(result.told) purchases were told, and there are \(sold) orders")
        }
        return "audited: \(sold) orders, as many as were told, clean"
    }

    private func peerRound(_ loop: ClosedLoop, seed: UInt64) async throws -> LoadResult {
        let customers = (1...Self.shop.customersPerTenant).map(Shop.customer)
        let products = (1...Self.shop.productsPerTenant).map(Shop.product)
        let peer = BareActor(customers: customers, products: products)
        let (result, _) = await loop.run(seed: seed) { (_, random) throws(LoadFailure) in
            let lines = [random.element(of: products), random.element(of: products)]
            guard await peer.buy(by: random.element(of: customers), lines) else {
                throw LoadFailure(code: "rejected")
            }
        }
        if let failures = result.failureLine {
            throw BenchmarkFailure("\(name): the peer failed: \(failures)")
        }
        return result
    }
}
