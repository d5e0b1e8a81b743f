import BenchmarkPeers
import BenchmarkReport
import JoskLedger

import struct JoskTesting.SeededGenerator

/// A measurement of the effect of a busy tenant on a quiet one.
///
/// One caller of the quiet tenant is measured alone, and then beside a tenant with many callers.
struct Fairness: Sendable {
    let bench: Bench
    let callers: Int

    /// The maximum factor by which the median latency of the quiet tenant may increase.
    static let bound = 5.0

    /// Measures the quiet tenant alone and beside the busy one.
    ///
    /// - Returns: The results as lines for readers.
    /// - Throws: ``BenchmarkFailure`` if the latency increases by more than ``bound``.
    func run() async throws -> [String] {
        let (quiet, loud) = (JoskShops.fairness, JoskShops.crowd)
        return try await bench.withLedger { ledger in
            for shop in [quiet, loud] { try await shop.open(in: ledger) }
            try await bench.settle()
            bench.progress.line("fairness: one caller, alone")
            let caller = Buyer(in: quiet, .uniform, of: ledger)
            let alone = try await run(callers: 1, caller, span: span)
            bench.progress.line("fairness: the same, beside a tenant with \(callers) callers")
            let crowd = Buyer(in: loud, .uniform, of: ledger)
            // The crowd starts before the measured time of the single caller, and ends after it.
            let crowded = Span(warmUp: span.warmUp, measured: span.measured + .seconds(1))
            async let others = run(callers: callers, crowd, span: crowded)
            let beside = try await run(callers: 1, caller, span: span)
            return try lines(alone, beside, crowdRate: try await others.rate)
        }
    }

    private var span: Span {
        Span(warmUp: .seconds(bench.plan.warmUpSeconds), measured: .seconds(bench.plan.seconds))
    }

    private func lines(_ alone: LoadResult, _ beside: LoadResult, crowdRate: Double) throws -> [String] {
        let (first, second) = (
            alone.latencies.microseconds(atPercentile: 50), beside.latencies.microseconds(atPercentile: 50)
        )
        guard first > 0, second > 0 else { throw BenchmarkFailure("fairness: a caller bought nothing") }
        let ratio = second / first
        let lines = [
            "fairness: alone: \(alone.latencies.summary?.line ?? "none")",
            "fairness: beside \(callers) callers of another tenant (\(Figure.count(crowdRate))/s): "
                + "\(beside.latencies.summary?.line ?? "none")",
            "fairness: ratio of median latencies \(Figure.decimal(ratio, places: 2)) (at most \(Self.bound))",
        ]
        guard ratio <= Self.bound else { throw BenchmarkFailure(lines.joined(separator: "\n")) }
        return lines
    }

    private func run(callers: Int, _ buyer: Buyer, span: Span) async throws -> LoadResult {
        let loop = ClosedLoop(callers: callers, span: span)
        let (result, _) = await loop.run(seed: UInt64(callers)) { (_, random) throws(LoadFailure) in
            try await buyer.buy(&random)
        }
        if let failures = result.failureLine {
            throw BenchmarkFailure("fairness: purchases failed: \(failures)")
        }
        return result
    }
}
