import BenchmarkPeers
import BenchmarkReport

extension PurchaseRun {
    /// Opens the shop in which only floors write, and finds the best number of clients for them.
    mutating func prepareFloor() async throws {
        guard workload.contestants.contains(where: \.isFloor) else { return }
        let shop = JoskShops.floor
        try await bench.withLedger { try await shop.open(in: $0) }
        let batch = PurchaseWorkload.floorBatch
        // The duration is that of a peer's trial.
        let (best, curve) = try await Floor.bestNumberOfClients(
            batch: batch, batches: batches(of: batch, seconds: bench.plan.searchSeconds), in: shop,
            on: bench.server, among: bench.plan.floorCandidates)
        floorClients = best
        floorRate = curve.map(\.purchasesPerSecond).max() ?? Self.assumedRate
        curves.append(
            ClientCurve(
                contestant: "floor",
                points: curve.map { .init(clients: $0.clients, rate: $0.purchasesPerSecond) }))
        bench.progress.line("\(workload.name): floor is best at \(best) clients")
    }

    mutating func insert(batch: Int, as contestant: Contestant) async throws {
        let floor = try await Floor.prepare(
            batch: batch, batches: batches(of: batch, seconds: bench.plan.seconds), in: JoskShops.floor,
            on: bench.server)
        try await bench.settle()
        let measurement = try await floor.run(clients: floorClients ?? 1)
        books[JoskShops.floor]?.note(measurement)
        results[contestant, default: RoundResults()].add(measurement)
    }

    /// The assumed rate of a floor in purchases per second, before it is measured.
    private static var assumedRate: Double { 5_000 }
    /// The minimum number of commits per second that the disk completes.
    ///
    /// It limits the rate of small batches.
    private static var commitsPerSecond: Double { 400 }

    /// Returns the number of batches for each tenant with which a run takes about the given time.
    ///
    /// A floor runs the prepared batches, not for a fixed time.
    private func batches(of batch: Int, seconds: Int) -> Int {
        let perSecond = min((floorRate ?? Self.assumedRate) / Double(batch), Self.commitsPerSecond)
        return max(1, Int(perSecond * Double(seconds)) / JoskShops.floor.tenants)
    }
}

extension Contestant {
    fileprivate var isFloor: Bool {
        switch self {
        case .floor, .floorAtJoskBatch: true
        case .josk, .peer: false
        }
    }
}
