extension PeerServer {
    /// Lets pgbench buy for some seconds, in the application's name.
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

    /// The number of clients at which a peer sells the most, and how much it sells at each.
    ///
    /// - Parameters:
    ///   - run: The peer and the workload; its clients and its seconds do not count.
    ///   - candidates: The numbers of clients to try, one or more.
    ///   - seconds: How long each is tried.
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
            throw PeerError.invalidRequest("no number of clients to try")
        }
        return (best.clients, curve)
    }
}
