import BenchmarkPeers
import BenchmarkReport
import JoskLedger

/// A measurement of the cost of a refund as the number of the order's earlier refunds grows.
struct ManyRefunds: Sendable {
    let bench: Bench

    private static let refunds = 1_000
    /// The number of refunds at each end whose median is compared.
    private static let sample = 20
    /// The maximum factor by which the last refunds may take longer than the first.
    private static let bound = 3.0

    /// Refunds an order unit by unit.
    ///
    /// - Returns: The result as a line for readers.
    /// - Throws: ``BenchmarkFailure`` if the factor exceeds ``bound``.
    func run() async throws -> [String] {
        let shop = NeighbourShops.quiet
        return try await bench.withLedger { ledger in
            try await shop.open(in: ledger)
            let tenant = ledger.tenant(shop.businesses[0])
            let lines = (1...2).map { PurchaseLine(ShopGroup.product($0), quantity: Int64(Self.refunds)) }
            let warmUp = try await tenant.purchase(by: ShopGroup.customer(1), lines: lines).orderID
            _ = try await durations(of: Self.sample, order: warmUp, in: tenant)
            let order = try await tenant.purchase(by: ShopGroup.customer(1), lines: lines).orderID
            let all = try await durations(of: Self.refunds, order: order, in: tenant)
            let (first, last) = (median(all.prefix(Self.sample)), median(all.suffix(Self.sample)))
            let line =
                "refunds: refund 1 to \(Self.sample) \(Figure.milliseconds(first)), "
                + "refund \(Self.refunds - Self.sample + 1) to \(Self.refunds) \(Figure.milliseconds(last)), "
                + "\(Figure.decimal(last / first, places: 2)) × (at most \(Self.bound))"
            guard last <= Self.bound * first else { throw BenchmarkFailure(line) }
            return [line]
        }
    }

    /// Refunds one unit of an order again and again, and returns how long each refund took, in microseconds.
    private func durations(
        of count: Int, order: Order.ID, in tenant: Tenant
    ) async throws -> [Double] {
        var durations: [Double] = []
        for number in 1...count {
            let began = ContinuousClock.now
            _ = try await tenant.refund(
                order: order, lines: [RefundRequestLine(lineNumber: 1 + number % 2, quantity: 1)])
            durations.append(began.duration(to: .now) / .microseconds(1))
        }
        return durations
    }

    private func median(_ durations: ArraySlice<Double>) -> Double {
        durations.sorted()[durations.count / 2]
    }
}
