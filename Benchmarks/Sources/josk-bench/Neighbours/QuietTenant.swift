import BenchmarkPeers
import JoskLedger
import Synchronization

import struct JoskTesting.SeededGenerator

/// The tenant whose latencies are measured: one caller buys and one reads, each with a pause after every operation.
struct QuietTenant: Sendable {
    /// The latencies and the failures of both callers.
    struct Measurement: Sendable {
        let purchases: LoadResult
        let reads: LoadResult
    }

    /// The signal that ends a measurement.
    final class End: Sendable {
        private let isSet = Atomic(false)
        var isSignalled: Bool { isSet.load(ordering: .relaxed) }
        func signal() { isSet.store(true, ordering: .relaxed) }
    }

    /// The pause after an operation, so that the tenant neither queues behind itself nor keeps the processors busy.
    private static let pause = Duration.milliseconds(5)
    /// The span of a tally, longer than any measurement: the signal ends it.
    private static let span = Span(warmUp: .zero, measured: .seconds(86_400))

    private let buyer: Buyer
    private let tenant: Tenant

    init(of ledger: Ledger) {
        buyer = Buyer(in: NeighbourShops.quiet, .uniform, of: ledger)
        tenant = ledger.tenant(NeighbourShops.quiet.businesses[0])
    }

    /// Buys and reads until the signal.
    func measure(until end: End) async -> Measurement {
        async let purchases = repeatedly(until: end, seed: 1) { (random) throws(LoadFailure) in
            try await buyer.buy(&random)
        }
        async let reads = repeatedly(until: end, seed: 2) { (random) throws(LoadFailure) in
            try await NeighbourShops.quiet.readCustomer(of: tenant, &random)
        }
        return await Measurement(purchases: purchases, reads: reads)
    }

    private func repeatedly(
        until end: End, seed: UInt64,
        _ act: @Sendable (inout SeededGenerator) async throws(LoadFailure) -> Void
    ) async -> LoadResult {
        let tally = Tally(Self.span.begin())
        var random = SeededGenerator(seed: seed)
        while !end.isSignalled {
            let begun = ContinuousClock.now
            do throws(LoadFailure) {
                try await act(&random)
                tally.done(at: .now, begun: begun)
            } catch {
                tally.failed(error)
            }
            try? await Task.sleep(for: Self.pause)
        }
        return tally.result(of: Self.span)
    }
}
