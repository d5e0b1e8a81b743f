import BenchmarkPeers
import BenchmarkReport
import JoskLedger

/// A measurement of the effect of other tenants' loads on a quiet tenant.
struct Neighbours: Sendable {
    let bench: Bench
    /// The duration of a load that is not finite.
    let seconds: Int
    let queue: QueueConfiguration

    /// The bounds of the quiet tenant's latencies beside a load.
    struct Bounds: Sendable {
        /// The maximum factor by which a median may increase.
        let factor: Double
        /// The maximum of the 99th percentile, in microseconds; nil without a maximum.
        let p99: Double?

        static let besideOne = Bounds(factor: 5, p99: 1_000_000)
        static let besideAll = Bounds(factor: 20, p99: nil)
    }

    /// The quiet tenant's latencies beside a load, the load's own result, and the peak of the process's memory.
    struct Outcome: Sendable {
        let name: String
        let quiet: QuietTenant.Measurement
        let load: LoadResult
        let peakBytes: Int
    }

    /// Measures the quiet tenant alone, beside each load, and beside all loads together.
    ///
    /// - Parameter loads: The loads to run, one after another; all of them together come last if there are several.
    /// - Returns: The results as lines for readers.
    /// - Throws: ``BenchmarkFailure`` if a bound is exceeded or the quiet tenant's operation failed, after all loads.
    func run(_ loads: [NeighbourLoad]) async throws -> [String] {
        try await bench.withLedger(queue: queue) { ledger in
            bench.progress.line("neighbours: opening the shops")
            try await NeighbourShops.open(in: ledger)
            try await bench.analyze()
            let site = NeighbourSite(ledger: ledger, bench: bench)
            let alone = try await measure("alone", site, []).quiet
            var report = NeighbourReport(alone: alone)
            for load in loads {
                report.add(try await measure(load.name, site, [load]), within: .besideOne)
                bench.progress.line(report.lastLine)
            }
            if loads.count > 1 {
                report.add(try await measure("all together", site, loads), within: .besideAll)
                bench.progress.line(report.lastLine)
            }
            if !report.excesses.isEmpty {
                throw BenchmarkFailure((report.lines + report.excesses).joined(separator: "\n"))
            }
            return report.lines
        }
    }

    /// Measures the quiet tenant beside some loads.
    ///
    /// The measurement ends with the loads that end at a time; if all are finite, it ends with the last of them.
    private func measure(
        _ name: String, _ site: NeighbourSite, _ loads: [NeighbourLoad]
    ) async throws -> Outcome {
        try await bench.settle()
        bench.progress.line("neighbours: \(name)")
        let memory = Task { await ResidentMemory.samples(every: .milliseconds(100)) }
        defer { memory.cancel() }
        let endsAt = ContinuousClock.now + .seconds(seconds)
        let end = QuietTenant.End()
        async let quiet = QuietTenant(of: site.ledger).measure(until: end)
        let result = try await withThrowingTaskGroup(of: LoadResult.self) { group in
            for load in loads { group.addTask { try await load.run(site, endsAt) } }
            if loads.isEmpty || loads.contains(where: { !$0.isFinite }) {
                try await Task.sleep(until: endsAt, clock: .continuous)
                end.signal()
            }
            return try await group.reduce(into: LoadResult()) { $0.formUnion($1) }
        }
        end.signal()
        memory.cancel()
        return Outcome(
            name: name, quiet: await quiet, load: result, peakBytes: await memory.value.max() ?? 0)
    }
}
