import BenchmarkPeers
import BenchmarkReport
import JoskLedger

import struct JoskTesting.SeededGenerator

/// A long run with many callers, which shows their effect on memory and latencies.
struct Soak: Sendable {
    let bench: Bench
    let callers: Int
    let seconds: Int

    /// Runs the load, and checks its purchases.
    ///
    /// - Returns: The results as lines for readers.
    /// - Throws: ``BenchmarkFailure`` if a purchase failed, or the journal or an audit does not match.
    func run() async throws -> [String] {
        let shop = JoskShops.soak
        return try await bench.withLedger { ledger in
            try await shop.open(in: ledger)
            try await bench.settle()
            bench.progress.line("soak: \(callers) callers for \(seconds) s")
            let (result, samples) = await load(Buyer(in: shop, .uniform, of: ledger))
            if let failures = result.failureLine {
                throw BenchmarkFailure("soak: purchases failed: \(failures)")
            }
            let journal = try await JournalFigures(psql: bench.psql, businesses: shop.businesses)
                .mustHave(result.acknowledged)
            bench.progress.line("soak: auditing \(result.acknowledged) purchases")
            let audits = try await Audits.mustBeClean(
                shop.businesses, of: ledger, within: .seconds(bench.plan.auditSeconds))
            return [
                "soak: \(Figure.count(result.rate)) purchases/s by \(callers) callers for \(seconds) s, no errors",
                "latency (service time): \(result.latencies.summary?.line ?? "none")",
                Self.memoryLine(samples), journal, audits,
            ]
        }
    }

    private func load(_ buyer: Buyer) async -> (LoadResult, [Int]) {
        let memory = Task { await ResidentMemory.samples() }
        let loop = ClosedLoop(
            callers: callers, span: Span(warmUp: .zero, measured: .seconds(seconds)))
        let (result, _) = await loop.run(seed: 1) { (_, random) throws(LoadFailure) in
            try await buyer.buy(&random)
        }
        memory.cancel()
        return (result, await memory.value)
    }

    private static func memoryLine(_ samples: [Int]) -> String {
        let later = samples.dropFirst(samples.count / 2)
        guard let low = later.min(), let high = later.max(), let first = later.first, let last = later.last
        else { return "resident memory: unknown" }
        func megabytes(_ bytes: Int) -> String { Figure.decimal(Double(bytes) / 1_000_000, places: 1) }
        return "resident memory over the second half: \(megabytes(low))..\(megabytes(high)) MB, "
            + "grown by \(megabytes(last - first)) MB"
    }
}
