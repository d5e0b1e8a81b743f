import BenchmarkPeers
import JoskLedger

/// The throughput of each peer at each number of clients.
struct Rates: Sendable {
    let server: PeerServer
    let ledger: Ledger

    func measure() async throws {
        for shop in [ShopGroup.uniform, .hot, .smallTenants] { try await shop.open(in: ledger) }
        try await measure(.uniform)
        for batch in [200, 50, 10] {
            let (_, curve) = try await Floor.bestNumberOfClients(
                batch: batch, batches: max(4, 400 / batch), on: server)
            show("floor at \(batch)", curve)
        }
        for workload in PeerWorkload.allCases where workload != .uniform { try await measure(workload) }
    }

    private func measure(_ workload: PeerWorkload) async throws {
        for kind in PeerKind.allCases {
            let (_, curve) = try await server.bestNumberOfClients(
                for: PeerRun(kind, workload, clients: 1, seconds: 1), among: [1, 2, 4, 8, 16, 32],
                secondsEach: 3)
            show("\(kind.rawValue), \(workload.rawValue)", curve)
        }
    }

    private func show(_ name: String, _ curve: [(clients: Int, purchasesPerSecond: Double)]) {
        let figures = curve.map { "\($0.clients): \(Int($0.purchasesPerSecond))" }
        printLine("\(name): \(figures.joined(separator: ", "))")
    }
}
