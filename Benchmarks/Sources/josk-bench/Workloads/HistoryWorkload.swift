import BenchmarkPeers
import BenchmarkReport
import JoskLedger

import struct JoskTesting.SeededGenerator

/// Purchases in a tenant with a long history, and in one with a short one.
///
/// A long history must not make purchases slower.
struct HistoryWorkload: Workload {
    let name = "history"
    let meaning =
        "256 callers, one tenant of 1,000 customers with 5,000,000 ledger entries (josk) and one with 10,000 "
        + "(self); fewer in a quick run"

    private static let callers = 256
    private static let shortHistory = 10_000
    /// The number of rounds for each round of the plan.
    ///
    /// The two tenants differ little, so more rounds are needed than if one were five times as fast.
    private static let roundsForOne = 2

    func run(on bench: Bench) async throws -> WorkloadReport {
        let started = ContinuousClock.now
        return try await bench.withLedger { ledger in
            bench.progress.line("\(name): writing \(bench.plan.longHistory) entries")
            try await Self.fill(JoskShops.longHistory, bench.plan.longHistory, of: ledger, bench.plan)
            try await Self.fill(JoskShops.shortHistory, Self.shortHistory, of: ledger)
            let filled = started.duration(to: .now) / .seconds(1)
            try await bench.psql.rows("VACUUM (ANALYZE) josk.ledger_entries, josk.journal")
            var long = RoundResults()
            var short = RoundResults()
            var acknowledged = (long: 0, short: 0)
            for round in 1...Self.roundsForOne * bench.plan.rounds {
                // Each is the first in every other round.
                let isLongFirst = round.isMultiple(of: 2)
                for isLong in [isLongFirst, !isLongFirst] {
                    if isLong {
                        acknowledged.long += try await buy(
                            JoskShops.longHistory, of: ledger, bench, round, &long)
                    } else {
                        acknowledged.short += try await buy(
                            JoskShops.shortHistory, of: ledger, bench, round, &short)
                    }
                }
            }
            var checks: [String] = []
            for (count, shop) in [
                (acknowledged.long, JoskShops.longHistory), (acknowledged.short, JoskShops.shortHistory),
            ] {
                checks.append(
                    try await JournalFigures(psql: bench.psql, businesses: shop.businesses).mustHave(count))
            }
            checks += try await audit(ledger, bench)
            return WorkloadReport(
                name: name, meaning: meaning, unit: "purchases",
                standings: [
                    long.standing(
                        of: "josk", clients: Self.callers, note: "\(bench.plan.longHistory) entries"),
                    short.standing(of: "self", clients: Self.callers, note: "\(Self.shortHistory) entries"),
                ],
                ratios: [Ratio(workload: name, peer: "self", value: long.medianRate / short.medianRate)],
                remarks: ["making the entries took \(Figure.count(filled)) s"] + checks,
                seconds: started.duration(to: .now) / .seconds(1))
        }
    }

    /// Opens a shop, and fills its customers' ledgers.
    ///
    /// In the long history, the first customer's ledger is much longer than those of the others.
    private static func fill(
        _ shop: ShopGroup, _ entries: Int, of ledger: Ledger, _ plan: Plan? = nil
    ) async throws {
        try await shop.open(in: ledger)
        let history = History(ledger: ledger, shop: shop)
        let first = plan?.longAccount ?? 0
        try await history.fill(customer: 1, entries: first)
        try await history.fill(
            customers: (first > 0 ? 2 : 1)...shop.customersPerTenant, entries: entries - first)
    }

    /// Runs one round in a shop.
    ///
    /// - Returns: The number of acknowledged purchases.
    private func buy(
        _ shop: ShopGroup, of ledger: Ledger, _ bench: Bench, _ round: Int, _ results: inout RoundResults
    ) async throws -> Int {
        try await bench.settle()
        let buyer = Buyer(in: shop, .uniform, of: ledger)
        let loop = ClosedLoop(callers: Self.callers, span: bench.plan.span)
        let (result, _) = await loop.run(seed: UInt64(round)) { (_, random) throws(LoadFailure) in
            try await buyer.buy(&random)
        }
        if let failures = result.failureLine {
            throw BenchmarkFailure("\(name): purchases failed: \(failures)")
        }
        results.add(result)
        bench.progress.line("\(name): round \(round): \(Figure.count(result.rate))/s")
        return result.acknowledged
    }
}

extension HistoryWorkload {
    /// Audits the short history and, if the plan has the time, the long one.
    ///
    /// An audit reads all rows that a tenant has ever written.
    private func audit(_ ledger: Ledger, _ bench: Bench) async throws -> [String] {
        var lines: [String] = []
        var shops = [("short", JoskShops.shortHistory)]
        if bench.plan.auditsLongHistory { shops.append(("long", JoskShops.longHistory)) }
        for (which, shop) in shops {
            bench.progress.line("\(name): auditing the \(which) history")
            let line = try await Audits.mustBeClean(
                shop.businesses, of: ledger, within: .seconds(bench.plan.auditSeconds))
            lines.append("\(which) history, \(line)")
        }
        if !bench.plan.auditsLongHistory { lines.append("the long history was not audited") }
        return lines
    }
}
