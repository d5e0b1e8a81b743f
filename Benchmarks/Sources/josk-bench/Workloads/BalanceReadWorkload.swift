import BenchmarkPeers
import BenchmarkReport
import JoskLedger

/// Reads of the balances of two customers, one with a long ledger and one with a short one.
struct BalanceReadWorkload: Workload {
    let name = "balance-read"
    let meaning =
        "one caller reads a customer's balance for 5 s, with 1,000,000 ledger entries (josk) and with 10 "
        + "(self); fewer in a quick run; the ratio is of median latencies: lower is better"

    private static let shortAccount = 10

    func run(on bench: Bench) async throws -> WorkloadReport {
        let started = ContinuousClock.now
        return try await bench.withLedger { ledger in
            bench.progress.line("\(name): writing \(bench.plan.longAccount) entries")
            try await Self.fill(JoskShops.longHistory, bench.plan.longAccount, of: ledger)
            try await Self.fill(JoskShops.shortHistory, Self.shortAccount, of: ledger)
            let filled = started.duration(to: .now) / .seconds(1)
            try await bench.psql.rows("VACUUM (ANALYZE) josk.ledger_entries")
            try await bench.settle()
            var long = RoundResults()
            var short = RoundResults()
            for _ in 1...bench.plan.rounds {
                long.add(try await read(JoskShops.longHistory, of: ledger, bench))
                short.add(try await read(JoskShops.shortHistory, of: ledger, bench))
            }
            return WorkloadReport(
                name: name, meaning: meaning, unit: "reads",
                standings: [
                    long.standing(of: "josk", clients: 1, note: "\(bench.plan.longAccount) entries"),
                    short.standing(of: "self", clients: 1, note: "\(Self.shortAccount) entries"),
                ],
                ratios: [
                    Ratio(workload: name, peer: "self", value: long.medianLatency / short.medianLatency)
                ],
                remarks: ["making the entries took \(Figure.count(filled)) s"],
                seconds: started.duration(to: .now) / .seconds(1))
        }
    }

    private static func fill(_ shop: ShopGroup, _ entries: Int, of ledger: Ledger) async throws {
        try await shop.open(in: ledger)
        try await History(ledger: ledger, shop: shop).fill(customer: 1, entries: entries)
    }

    func read(_ shop: ShopGroup, of ledger: Ledger, _ bench: Bench) async throws -> LoadResult {
        let tenant = ledger.tenant(ShopGroup.business(shop.firstTenant))
        let customer = ShopGroup.customer(1)
        let span = Span(warmUp: .seconds(1), measured: .seconds(min(bench.plan.seconds, 5)))
        let (result, _) = await ClosedLoop(callers: 1, span: span).run(seed: 1) {
            (_, _) throws(LoadFailure) in
            let account: CustomerAccount?
            do throws(StoreError) {
                account = try await tenant.customer(customer)
            } catch {
                throw LoadFailure(code: "\(error.code)")
            }
            // The balance is that of the last entry, which the read has loaded.
            guard account?.balance != nil else { throw LoadFailure(code: "missing") }
        }
        if let failures = result.failureLine { throw BenchmarkFailure("\(name): reads failed: \(failures)") }
        bench.progress.line("\(name): \(Figure.count(result.rate))/s")
        return result
    }
}
