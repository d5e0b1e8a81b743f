import BenchmarkPeers
import BenchmarkReport
import JoskInMemory
import JoskLedger

/// A workload in which Josk alone can be measured in a few seconds, to compare one commit with another.
protocol ShortWorkload: Workload {
    /// Measures Josk once, in a small shop.
    ///
    /// Nothing is audited: `josk-bench run` does that.
    ///
    /// - Throws: ``BenchmarkFailure`` if an operation failed, or an acknowledged purchase was not written.
    func measureJosk(on bench: Bench) async throws -> RoundFigure
}

extension Workloads {
    static var short: [any ShortWorkload] { all.compactMap { $0 as? any ShortWorkload } }
}

extension ShopGroup {
    /// The shop reduced to a size that can be opened in a second.
    fileprivate var reduced: ShopGroup {
        ShopGroup(
            firstTenant: firstTenant, tenants: min(tenants, 100),
            customersPerTenant: min(customersPerTenant, 100), productsPerTenant: min(productsPerTenant, 100))
    }
}

extension Plan {
    /// The span of a short workload.
    ///
    /// After the warm-up of half a second, all connections are open and all plans are made.
    fileprivate var shortSpan: Span { Span(warmUp: .milliseconds(500), measured: .seconds(seconds)) }
}

extension LoadResult {
    fileprivate func mustBeWhole(_ workload: String) throws(BenchmarkFailure) {
        if let failureLine { throw BenchmarkFailure("\(workload): failed: \(failureLine)") }
        guard counted > 0 else {
            throw BenchmarkFailure("\(workload): no operation was completed in the measured time")
        }
    }

    fileprivate func figure(of workload: String, _ unit: RoundFigure.Unit) -> RoundFigure {
        let value = unit == .perSecond ? rateBetweenResponses : latencies.microseconds(atPercentile: 50)
        return RoundFigure(workload: workload, unit: unit, value: value)
    }
}

extension MemoryWorkload: ShortWorkload {
    func measureJosk(on bench: Bench) async throws -> RoundFigure {
        let ledger = Ledger(store: InMemoryStore(), logger: .silent)
        let shop = ShopGroup.hot.reduced
        try await shop.open(in: ledger)
        let buyer = Buyer(in: shop, .uniform, of: ledger)
        let loop = ClosedLoop(callers: Self.callers, span: bench.plan.shortSpan)
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
        let filled = try await fill(shop, on: bench)
        let result = try await buy(
            in: shop, of: ledger, ClosedLoop(callers: callers, span: bench.plan.shortSpan), seed: 1)
        _ = try await JournalFigures(psql: bench.psql, businesses: shop.businesses)
            .mustHave(filled + result.acknowledged)
        return result.figure(of: name, measure == .rate ? .perSecond : .microseconds)
    }

    /// Opens a shop and buys in it, so that no table is empty when it is analyzed.
    ///
    /// Otherwise the server would read whole tables for every row, as long as it keeps the plans for empty tables.
    ///
    /// - Returns: The number of acknowledged purchases.
    private func fill(_ shop: ShopGroup, on bench: Bench) async throws -> Int {
        // This bypasses the proxy, if there is one.
        let filled = try await bench.withLedger { ledger in
            try await shop.open(in: ledger)
            let span = Span(warmUp: .zero, measured: .milliseconds(500))
            return try await buy(in: shop, of: ledger, ClosedLoop(callers: 256, span: span), seed: 2)
        }
        try await bench.analyze()
        try await bench.settle()
        return filled.acknowledged
    }

    private func buy(
        in shop: ShopGroup, of ledger: Ledger, _ loop: ClosedLoop, seed: UInt64
    ) async throws -> LoadResult {
        let buyer = Buyer(in: shop, purchases, of: ledger)
        let (result, _) = await loop.run(seed: seed) { (_, random) throws(LoadFailure) in
            try await buyer.buy(&random)
        }
        try result.mustBeWhole(name)
        return result
    }
}

extension BalanceReadWorkload: ShortWorkload {
    func measureJosk(on bench: Bench) async throws -> RoundFigure {
        try await bench.withLedger { ledger in
            let shop = JoskShops.shop(like: ShopGroup.hot.reduced, for: name)
            try await shop.open(in: ledger)
            try await History(ledger: ledger, shop: shop).fill(customer: 1, entries: bench.plan.longAccount)
            try await bench.analyze()
            try await bench.settle()
            return try await read(shop, of: ledger, bench).figure(of: name, .microseconds)
        }
    }
}
