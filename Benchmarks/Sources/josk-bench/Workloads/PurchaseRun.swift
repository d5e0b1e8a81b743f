import BenchmarkPeers
import BenchmarkReport
import JoskLedger

import struct JoskTesting.SeededGenerator

/// A run of a workload.
///
/// All contestants buy in turn, round after round, so that a temporary slowdown of the machine affects all of them.
struct PurchaseRun {
    let workload: PurchaseWorkload
    let bench: Bench
    private let server: PeerServer
    private let ledger: Ledger
    /// Josk's own tenants, so that its purchases can be counted and audited.
    private let shop: ShopGroup
    private let buyer: Buyer

    /// The results by contestant.
    var results: [Contestant: RoundResults] = [:]
    private var clients: [PeerKind: Int] = [:]
    var curves: [ClientCurve] = []
    var floorClients: Int?
    var floorRate: Double?
    private var batches: [Int] = []
    private var acknowledged = 0
    /// The books of the shops in which peers and floors write.
    var books: [ShopGroup: PeerBooks] = [:]
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

    /// Opens the shops, and finds the best number of clients for each peer.
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
        try await bench.analyze()
        let shops = [workload.purchases.shop] + (floorClients == nil ? [] : [JoskShops.floor])
        for shop in shops { books[shop] = try await PeerBooks(of: shop, on: bench.server) }
    }

    /// Finds the best number of clients for a peer.
    ///
    /// It tries numbers beyond the last candidate too, as long as more clients have a higher throughput.
    private mutating func findClients(of kind: PeerKind) async throws {
        let run = PeerRun(kind, workload.purchases, clients: 4, seconds: bench.plan.searchSeconds)
        // A first run without a measurement, so that no trial is the first to read the shop.
        _ = try await server.run(run)
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

    /// The maximum number of clients; the server accepts a few more connections.
    private static let mostClients = 256

    mutating func round(_ number: Int) async throws {
        // The contestants take turns in going first.
        let turn = (number - 1) % workload.contestants.count
        for contestant in workload.contestants[turn...] + workload.contestants[..<turn] {
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
        let warmUp = try await server.run(run)
        books[run.shop]?.note(warmUp)
        run.seconds = bench.plan.seconds
        let measurement = try await server.run(run)
        books[run.shop]?.note(measurement)
        results[.peer(kind), default: RoundResults()].add(measurement)
        if measurement.failures > 0 {
            remarks.append("\(kind.rawValue): \(measurement.failures) transactions failed")
        }
    }

    private mutating func note(_ result: LoadResult) throws(BenchmarkFailure) {
        acknowledged += result.acknowledged
        if let failures = result.failureLine {
            throw BenchmarkFailure("\(workload.name): purchases of Josk failed: \(failures)")
        }
    }
}

extension PurchaseRun {
    /// Measures callers that arrive at a fixed rate, 70 % of each contestant's throughput in the closed loop.
    mutating func openLoop() async throws {
        for contestant in workload.contestants {
            let rate = 0.7 * (results[contestant]?.medianRate ?? 0)
            guard rate >= 1 else { continue }
            try await bench.settle()
            let latency: String?
            switch contestant {
            case .josk: latency = try await arrive(atRate: rate)
            case .peer(let kind): latency = try await arrive(atRate: rate, of: kind)
            case .floor, .floorAtJoskBatch: continue
            }
            let line =
                "\(contestant.name), open loop: \(Figure.count(rate)) arrivals/s (70 % of the closed loop's "
                + "throughput), latency from the scheduled arrival: \(latency ?? "none")"
            remarks.append(line)
            bench.progress.line("\(workload.name): \(line)")
        }
    }

    private mutating func arrive(atRate rate: Double) async throws -> String? {
        let buyer = buyer
        let span = Span(
            warmUp: .seconds(bench.plan.warmUpSeconds), measured: .seconds(bench.plan.openLoopSeconds))
        let loop = OpenLoop(arrivalsPerSecond: rate, span: span)
        let result = await loop.run(seed: 1_000) { (_, random) throws(LoadFailure) in
            try await buyer.buy(&random)
        }
        try note(result)
        return result.latencies.summary?.line
    }

    private mutating func arrive(atRate rate: Double, of kind: PeerKind) async throws -> String? {
        var run = PeerRun(
            kind, workload.purchases, clients: clients[kind] ?? 1, seconds: bench.plan.openLoopSeconds)
        run.arrivalsPerSecond = Int(rate)
        let measurement = try await server.run(run)
        books[run.shop]?.note(measurement)
        return LatencyHistogram(measurement).summary?.line
    }

    /// Checks that the acknowledged purchases equal the written ones, and audits the written ones.
    mutating func check() async throws {
        remarks.append(
            try await JournalFigures(psql: bench.psql, businesses: shop.businesses).mustHave(acknowledged))
        bench.progress.line("\(workload.name): auditing \(acknowledged) purchases, and those of the peers")
        let limit = Duration.seconds(bench.plan.auditSeconds)
        remarks.append(try await Audits.mustBeClean(shop.businesses, of: ledger, within: limit))
        for (shop, books) in books {
            let writers = shop == JoskShops.floor ? "floors" : "peers"
            remarks.append("\(writers): \(try await books.close(with: ledger, within: limit / 3))")
        }
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
