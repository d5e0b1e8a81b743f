import BenchmarkPeers
import JoskLedger

/// The runs of all peers, and the checks of the rows that they leave.
struct Inspection: Sendable {
    let server: PeerServer
    let ledger: Ledger
    let seconds: Int

    /// The shop of each workload.
    ///
    /// The shops are small, so that clients compete for customers and products. The workloads with one tenant have
    /// shops of their own.
    private static let shops: [PeerWorkload: ShopGroup] = [
        .uniform: ShopGroup(firstTenant: 1, tenants: 4, customersPerTenant: 50, productsPerTenant: 40),
        .hotProduct: ShopGroup(firstTenant: 101, tenants: 1, customersPerTenant: 50, productsPerTenant: 40),
        .hotCustomer: ShopGroup(firstTenant: 201, tenants: 1, customersPerTenant: 2, productsPerTenant: 40),
        .smallTenants: ShopGroup(firstTenant: 301, tenants: 60, customersPerTenant: 3, productsPerTenant: 4),
    ]

    /// Runs and checks all peers, prints each problem, and returns true if there is none.
    func run() async throws -> Bool {
        var isClean = true
        for workload in PeerWorkload.allCases {
            guard let shop = Self.shops[workload] else { continue }
            try await shop.open(in: ledger)
            isClean = try await buyThroughJosk(in: shop) && isClean
            for kind in PeerKind.allCases {
                let name = "\(kind.rawValue), \(workload.rawValue)"
                isClean =
                    try await check(name, in: shop) {
                        try await server.run(PeerRun(kind, workload, in: shop, clients: 8, seconds: seconds))
                    } && isClean
            }
        }
        if let shop = Self.shops[.uniform] {
            for batch in [200, 7] {
                let floor = try await Floor.prepare(batch: batch, batches: 5, in: shop, on: server)
                isClean =
                    try await check("floor, batch \(batch)", in: shop) { try await floor.run(clients: 2) }
                    && isClean
            }
        }
        isClean = try await buyOneByOne() && isClean
        printLine(isClean ? "all peers leave the same rows as Josk" : "FAILED: a check of the peers failed")
        return isClean
    }

    /// Buys once through Josk, before the peers continue in the same shop.
    private func buyThroughJosk(in shop: ShopGroup) async throws -> Bool {
        try await check("josk", in: shop) {
            let tenant = ledger.tenant(ShopGroup.business(shop.firstTenant))
            try await tenant.purchase(
                by: ShopGroup.customer(1),
                lines: [
                    PurchaseLine(ShopGroup.product(1), quantity: 1),
                    PurchaseLine(ShopGroup.product(2), quantity: 1),
                ])
            return nil
        }
    }

    /// Runs a body, and checks the rows that it left for each purchase and the audit of each tenant.
    private func check(
        _ name: String, in shop: ShopGroup, _ body: () async throws -> PeerMeasurement?
    ) async throws -> Bool {
        let before = try await counts(of: shop)
        let measurement = try await body()
        let after = try await counts(of: shop)
        let purchases = measurement?.purchases ?? 1
        let expected = RowCounts.ofPurchases(purchases)
        var problems = after.violations
        if after - before != expected { problems.append("\(purchases) purchases left \(after - before)") }
        if let failures = measurement?.failures, failures > 0 { problems.append("\(failures) failed") }
        if purchases == 0 { problems.append("nothing was bought") }
        let rate = measurement.map { ", \(Int($0.purchasesPerSecond)) a second" } ?? ""
        printLine("\(problems.isEmpty ? "ok  " : "BAD ") \(name): \(purchases) purchases\(rate)")
        for problem in problems.prefix(10) { printLine("     \(problem)") }
        return problems.isEmpty
    }

    private func counts(of shop: ShopGroup) async throws -> RowCounts {
        var counts = try await server.rowCounts(of: shop)
        for business in shop.businesses {
            let report = try await ledger.tenant(business).audit()
            counts.violations += report.violations.map { "\(business): \($0)" }
        }
        return counts
    }

    /// Checks the results of the single call that do not occur in a benchmark.
    private func buyOneByOne() async throws -> Bool {
        guard let shop = Self.shops[.uniform] else { return false }
        let wrong = try await server.wrongAnswers(in: shop)
        let violations = try await counts(of: shop).violations
        let mark = (wrong + violations).isEmpty ? "ok  " : "BAD "
        printLine("\(mark) single-call: replays, rejections, several units and lines")
        for problem in wrong + violations { printLine("     \(problem)") }
        return (wrong + violations).isEmpty
    }
}
