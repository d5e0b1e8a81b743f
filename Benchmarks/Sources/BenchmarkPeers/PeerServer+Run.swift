extension PeerServer {
    /// Runs pgbench for the given time, as the application's role.
    public func run(_ run: PeerRun) async throws -> PeerMeasurement {
        let shop = run.shop
        let bench = PgBench(
            script: "\(run.kind.rawValue).pgbench", clients: run.clients,
            limit: ["-T", "\(run.seconds)"] + (run.arrivalsPerSecond.map { ["-R", "\($0)"] } ?? []),
            variables: [
                ("first_tenant", shop.tenantNumbers.lowerBound),
                ("last_tenant", shop.tenantNumbers.upperBound),
                ("customers", run.workload == .hotCustomer ? 1 : shop.customersPerTenant),
                ("products", shop.productsPerTenant),
                ("hot_product", run.workload == .hotProduct ? 1 : 0),
            ])
        return try await bench.run(on: applicationURL)
    }

    /// Returns the number of clients at which a peer has the highest throughput, and the throughput at each number.
    ///
    /// - Parameters:
    ///   - run: The peer and the workload; its clients and its seconds are ignored.
    ///   - candidates: The numbers of clients to try, one or more.
    ///   - seconds: The duration of each trial in seconds.
    public func bestNumberOfClients(
        for run: PeerRun, among candidates: [Int] = [1, 2, 4, 8, 16, 32], secondsEach seconds: Int
    ) async throws -> (best: Int, curve: [(clients: Int, purchasesPerSecond: Double)]) {
        var curve: [(clients: Int, purchasesPerSecond: Double)] = []
        for clients in candidates {
            var trial = run
            (trial.clients, trial.seconds) = (clients, seconds)
            let measurement = try await self.run(trial)
            curve.append((clients, measurement.purchasesPerSecond))
        }
        guard let best = curve.max(by: { $0.purchasesPerSecond < $1.purchasesPerSecond }) else {
            throw PeerError.invalidRequest("no numbers of clients to try were given")
        }
        return (best.clients, curve)
    }
}
