import BenchmarkPeers
import BenchmarkReport
import JoskLedger
import struct JoskTesting.SeededGenerator

/// A workload on its way: everybody buys in turn, round after round, so that what slows the machine down for a while
/// slows everybody down.
struct PurchaseRun {
    let workload: PurchaseWorkload
    let bench: Bench
    private let server: PeerServer
    private let ledger: Ledger
    /// Josk's own tenants, so that its purchases can be counted and audited.
    private let shop: Shop
    private let buyer: Buyer

    /// By contestant.
    var results: [Contestant: RoundResults] = [:]
    private var clients: [PeerKind: Int] = [:]
    var curves: [ClientCurve] = []
    var floorClients: Int?
    var floorRate: Double?
    private var batches: [Int] = []
    private var told = 0
    private var remarks: [String] = []

    init(
        _ workload: PurchaseWorkload, on bench: Bench, through server: PeerServer, _ ledger: Ledger
    ) {
        self.workload = workload
        self.bench = bench
        self.server = server
        self.ledger = ledger
        shop = JoskShops.shop(like: workload.purchases.shop, for: workload.name)
        buyer = Buyer(in: shop, workload.purchases, of: ledger)
    }

    /// Opens the shops, and finds how many clients are best for each peer.
    mutating func prepare() async throws {
        bench.progress.line("\(workload.name): opening \(shop.tenants) tenants")
        try await bench.withLedger { ledger in
            try await shop.open(in: ledger)
            try await workload.purchases.shop.open(in: ledger)
        }
        for case .peer(let kind) in workload.contestants {
            clients[kind] = workload.peerClients
            if workload.peerClients == nil { try await findClients(of: kind) }
        }
        try await prepareFloor()
    }

    /// Beyond the last candidate too, as long as more clients do more.
    private mutating func findClients(of kind: PeerKind) async throws {
        let run = PeerRun(kind, workload.purchases, clients: 1, seconds: 1)
        var candidates = bench.plan.candidates
        var curve: [ClientCurve.Point] = []
        repeat {
            let (_, tried) = try await server.bestNumberOfClients(
                for: run, among: candidates, secondsEach: bench.plan.searchSeconds)
            curve += tried.map { .init(clients: $0.clients, rate: $0.purchasesPerSecond) }
            clients[kind] = curve.max { $0.rate < $1.rate }?.clients
            candidates = [2 * (curve.last?.clients ?? 1)]
        } while clients[kind] == curve.last?.clients && candidates[0] <= Self.mostClients
        curves.append(ClientCurve(contestant: kind.rawValue, points: curve))
        bench.progress.line("\(workload.name): \(kind.rawValue) is best at \(clients[kind] ?? 1) clients")
    }

    /// The server has connections for some more than these.
    private static let mostClients = 256

    mutating func round(_ number: Int) async throws {
        for contestant in workload.contestants {
            try await bench.settle()
            switch contestant {
            case .josk: try await buyByJosk(seed: UInt64(number))
            case .peer(let kind): try await buy(by: kind)
            case .floor(let batch): try await insert(batch: batch, as: contestant)
            case .floorAtJoskBatch: try await insert(batch: batches.last ?? 1, as: contestant)
            }
            let rate = results[contestant]?.lastRate ?? 0
            bench.progress.line(
                "\(workload.name): round \(number), \(contestant.name): \(Figure.count(rate))/s")
        }
    }

    private mutating func buyByJosk(seed: UInt64) async throws {
        let buyer = buyer
        let loop = ClosedLoop(callers: workload.callers, span: bench.plan.span)
        let (result, running) = await loop.run(seed: seed) { (_, random) throws(LoadFailure) in
            try await buyer.buy(&random)
        }
        try note(result)
        results[.josk, default: RoundResults()].add(result)
        batches.append(
            try await JournalFigures(psql: bench.psql, businesses: shop.businesses)
                .medianBatch(from: running.countsFromDate, to: running.endsAtDate))
    }

    private mutating func buy(by kind: PeerKind) async throws {
        var run = PeerRun(
            kind, workload.purchases, clients: clients[kind] ?? 1, seconds: bench.plan.warmUpSeconds)
        _ = try await server.run(run)
        run.seconds = bench.plan.seconds
        let measurement = try await server.run(run)
        results[.peer(kind), default: RoundResults()].add(measurement)
        if measurement.failures > 0 {
            remarks.append("\(kind.rawValue): \(measurement.failures) transactions failed")
        }
    }

    private mutating func note(_ result: LoadResult) throws(BenchmarkFailure) {
        told += result.told
        if let failures = result.failureLine {
            throw BenchmarkFailure("\(workload.name): purchases of Josk's failed: \(failures)")
        }
    }
}

extension PurchaseRun {
    /// Callers who come at a fixed rate, of which Josk has just shown that it can do more.
    mutating func openLoop() async throws {
        let rate = 0.7 * (results[.josk]?.medianRate ?? 0)
        guard rate >= 1 else { return }
        try await bench.settle()
        let buyer = buyer
        let span = Span(
            warmUp: .seconds(bench.plan.warmUpSeconds), measured: .seconds(bench.plan.openLoopSeconds))
        let loop = OpenLoop(arrivalsPerSecond: rate, span: span)
        let result = await loop.run(seed: 1_000) { (_, random) throws(LoadFailure) in
            try await buyer.buy(&random)
        }
        try note(result)
        let line =
            "josk, open loop: \(Figure.count(rate)) arrivals/s (70 % of the closed loop's throughput), "
            + "latency from the moment of arrival: \(result.latencies.summary?.line ?? "none")"
        remarks.append(line)
        bench.progress.line("\(workload.name): \(line)")
    }

    /// What was told must be what was written, and what was written must be right.
    mutating func check() async throws {
        let written = try await JournalFigures(psql: bench.psql, businesses: shop.businesses).purchases()
        guard written == told else {
            throw BenchmarkFailure(
                "\(workload.name): \(told) purchases were told, and the journal has \(written)")
        }
        remarks.append("journal: \(written) purchases, as many as were told")
        bench.progress.line("\(workload.name): auditing \(written) purchases")
        let audits = try await Audits.mustBeClean(
            shop.businesses, of: ledger, within: .seconds(bench.plan.auditSeconds))
        remarks.append(audits)
    }

    func report(seconds: Double) -> WorkloadReport {
        WorkloadReport(
            name: workload.name, meaning: workload.meaning, unit: "purchases",
            standings: workload.contestants.compactMap(standing), ratios: workload.rivals.compactMap(ratio),
            curves: curves,
            remarks: ["josk's median batch by round: \(batches.map(String.init).joined(separator: ", "))"]
                + remarks,
            seconds: seconds)
    }

    private func standing(of contestant: Contestant) -> Standing? {
        let count: Int? =
            switch contestant {
            case .josk: workload.callers
            case .peer(let kind): clients[kind]
            case .floor, .floorAtJoskBatch: floorClients
            }
        return results[contestant]?.standing(of: contestant.name, clients: count)
    }

    private func ratio(to rival: Contestant) -> Ratio? {
        guard let josk = results[.josk], let peer = results[rival] else { return nil }
        let (numerator, denominator) =
            switch workload.measure {
            case .rate: (josk.medianRate, peer.medianRate)
            case .latency: (josk.medianLatency, peer.medianLatency)
            }
        guard denominator > 0 else { return nil }
        return Ratio(workload: workload.name, peer: rival.name, value: numerator / denominator)
    }
}
