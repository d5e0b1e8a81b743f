import BenchmarkPeers
import BenchmarkReport
import JoskInMemory
import JoskLedger

/// A workload of which Josk alone can be measured in a few seconds, to compare one commit with another.
protocol ShortWorkload: Workload {
    /// Measures Josk once, in a small shop. Nothing is audited: `josk-bench run` does that.
    ///
    /// - Throws: ``BenchmarkFailure`` if something failed, or was not written.
    func measureJosk(on bench: Bench) async throws -> RoundFigure
}

extension Workloads {
    static var short: [any ShortWorkload] { all.compactMap { $0 as? any ShortWorkload } }
}

extension Shop {
    /// A shop that is opened in a second.
    fileprivate var reduced: Shop {
        Shop(
            firstTenant: firstTenant, tenants: min(tenants, 100),
            customersPerTenant: min(customersPerTenant, 100), productsPerTenant: min(productsPerTenant, 100))
    }
}

extension LoadResult {
    fileprivate func mustBeWhole(_ workload: String) throws(BenchmarkFailure) {
        if let failureLine { throw BenchmarkFailure("\(workload): failed: \(failureLine)") }
        guard counted > 0 else { throw BenchmarkFailure("\(workload): nothing was done in time") }
    }

    fileprivate func figure(of workload: String, _ unit: RoundFigure.Unit) -> RoundFigure {
        let value = unit == .perSecond ? rateBetweenAnswers : latencies.microseconds(atPercentile: 50)
        return RoundFigure(workload: workload, unit: unit, value: value)
    }
}

extension MemoryWorkload: ShortWorkload {
    func measureJosk(on bench: Bench) async throws -> RoundFigure {
        let ledger = Ledger(store: InMemoryStore(), logger: .silent)
        let shop = Shop.hot.reduced
        try await shop.open(in: ledger)
        let buyer = Buyer(in: shop, .uniform, of: ledger)
        let loop = ClosedLoop(callers: Self.callers, span: bench.plan.span)
        let (result, _) = await loop.run(seed: 1) { (_, random) throws(LoadFailure) in
            try await buyer.buy(&random)
        }
        try result.mustBeWhole(name)
        return result.figure(of: name, .perSecond)
    }
}

extension PurchaseWorkload: ShortWorkload {
    func measureJosk(on bench: Bench) async throws -> RoundFigure {
        try await withServer(of: bench) { server in
            try await bench.withLedger(through: server) { try await measureJosk(on: bench, $0) }
        }
    }

    private func measureJosk(on bench: Bench, _ ledger: Ledger) async throws -> RoundFigure {
        let shop = JoskShops.shop(like: purchases.shop.reduced, for: name)
        // Not through the proxy, if there is one.
        try await bench.withLedger { try await shop.open(in: $0) }
        try await bench.analyze()
        try await bench.settle()
        let buyer = Buyer(in: shop, purchases, of: ledger)
        let loop = ClosedLoop(callers: callers, span: bench.plan.span)
        let (result, _) = await loop.run(seed: 1) { (_, random) throws(LoadFailure) in
            try await buyer.buy(&random)
        }
        try result.mustBeWhole(name)
        _ = try await JournalFigures(psql: bench.psql, businesses: shop.businesses).mustHave(result.told)
        return result.figure(of: name, measure == .rate ? .perSecond : .microseconds)
    }
}

extension BalanceReadWorkload: ShortWorkload {
    func measureJosk(on bench: Bench) async throws -> RoundFigure {
        try await bench.withLedger { ledger in
            let shop = JoskShops.shop(like: Shop.hot.reduced, for: name)
            try await shop.open(in: ledger)
            try await History(ledger: ledger, shop: shop).fill(customer: 1, entries: bench.plan.longAccount)
            try await bench.analyze()
            try await bench.settle()
            return try await read(shop, of: ledger, bench).figure(of: name, .microseconds)
        }
    }
}
