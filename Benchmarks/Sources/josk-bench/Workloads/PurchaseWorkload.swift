import BenchmarkPeers
import BenchmarkReport

/// Purchases on PostgreSQL, by Josk and by its peers.
struct PurchaseWorkload: Workload {
    /// The figure by which Josk is compared.
    enum Measure: Sendable {
        /// Purchases per second: higher is better.
        case rate
        /// The median latency: lower is better.
        case latency
    }

    let name: String
    let meaning: String
    let purchases: PeerWorkload
    let callers: Int
    var contestants: [Contestant] = [.josk, .peer(.handWritten), .peer(.singleCall)]
    /// The contestants to which a ratio is reported.
    var rivals: [Contestant]
    var measure = Measure.rate
    /// The number of clients of each peer; nil for the best number.
    var peerClients: Int?
    var delay: Duration?
    var hasOpenLoop = false

    func run(on bench: Bench) async throws -> WorkloadReport {
        try await withServer(of: bench) { try await run(on: bench, through: $0) }
    }

    /// Runs a body with the server of this workload, through a proxy if the network has a delay.
    func withServer<Value>(
        of bench: Bench, _ body: (PeerServer) async throws -> Value
    ) async throws -> Value {
        guard let delay else { return try await body(bench.server) }
        guard let target = ProxyTarget(url: bench.server.applicationURL) else {
            throw BenchmarkFailure("the server's URL does not name a host")
        }
        return try await DelayProxy.with(to: target, delay: delay) { proxy in
            try await body(bench.server.through(host: DelayProxy.host, port: proxy.port))
        }
    }

    private func run(on bench: Bench, through server: PeerServer) async throws -> WorkloadReport {
        let started = ContinuousClock.now
        return try await bench.withLedger(through: server) { ledger in
            var run = PurchaseRun(self, on: bench, through: server, ledger)
            try await run.prepare()
            for round in 1...bench.plan.rounds { try await run.round(round) }
            if hasOpenLoop { try await run.openLoop() }
            try await run.check()
            return run.report(seconds: started.duration(to: .now) / .seconds(1))
        }
    }
}

extension PurchaseWorkload {
    /// The number of purchases in a transaction of the floor.
    static let floorBatch = 200

    static let all: [PurchaseWorkload] = [
        PurchaseWorkload(
            name: "uniform-2000",
            meaning: "2,000 callers, 10 tenants of 1,000 customers and 1,000 products, two lines",
            purchases: .uniform, callers: 2_000,
            contestants: [
                .josk, .peer(.handWritten), .peer(.singleCall), .floor(batch: floorBatch), .floorAtJoskBatch,
            ],
            rivals: [.peer(.singleCall), .peer(.handWritten), .floor(batch: floorBatch), .floorAtJoskBatch]),
        PurchaseWorkload(
            name: "uniform-256", meaning: "uniform-2000 with 256 callers", purchases: .uniform, callers: 256,
            rivals: [.peer(.singleCall), .peer(.handWritten)], hasOpenLoop: true),
        PurchaseWorkload(
            name: "hot-product-256",
            meaning: "256 callers, one tenant; one line of each purchase has the same product",
            purchases: .hotProduct, callers: 256, rivals: [.peer(.singleCall)]),
        PurchaseWorkload(
            name: "hot-customer-256", meaning: "256 callers, one tenant, one customer",
            purchases: .hotCustomer, callers: 256, rivals: [.peer(.singleCall)]),
        PurchaseWorkload(
            name: "delay-1ms-hot",
            meaning: "hot-product-256 through a network with a delay of 1 ms in each direction",
            purchases: .hotProduct, callers: 256, rivals: [.peer(.handWritten), .peer(.singleCall)],
            delay: .milliseconds(1)),
        PurchaseWorkload(
            name: "single-caller",
            meaning: "one caller alone; the ratio is of median latencies: lower is better",
            purchases: .uniform, callers: 1, rivals: [.peer(.singleCall)], measure: .latency, peerClients: 1),
        PurchaseWorkload(
            name: "small-tenants", meaning: "256 callers, 1,000 tenants", purchases: .smallTenants,
            callers: 256, rivals: [.peer(.singleCall)]),
    ]
}
