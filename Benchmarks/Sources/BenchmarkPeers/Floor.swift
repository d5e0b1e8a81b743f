/// The statements of a batch alone, on facts that were made beforehand.
///
/// This is the part of Josk's work that remains if client, wire, decisions and hashes cost nothing.
///
/// A floor is prepared from the present state of its shop, with random purchases of two lines each. No other purchase
/// may be made in the shop until the floor has run, and a floor runs once.
public struct Floor: Sendable {
    /// The shop.
    public let shop: ShopGroup
    /// The number of purchases in each batch.
    public let batch: Int
    /// The number of batches for each tenant.
    public let batchesPerTenant: Int

    private let server: PeerServer

    /// The number of preparations that run at once.
    private static let width = 2

    /// Makes the facts of batches for each tenant, and stores them beside the shop.
    ///
    /// - Parameters:
    ///   - batch: The number of purchases in each batch.
    ///   - batches: The number of batches for each tenant; more batches take longer to prepare and to run.
    ///   - shop: The shop, which must be open.
    ///   - server: The server, on which the peers must be installed.
    public static func prepare(
        batch: Int, batches: Int, in shop: ShopGroup = .uniform, on server: PeerServer
    ) async throws -> Floor {
        guard batch > 0, batches > 0, shop.productsPerTenant > 1 else {
            throw PeerError.invalidRequest(
                "a floor needs at least one batch, one purchase in it, and a shop of two products")
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for part in 0..<min(width, shop.tenants) {
                let first = shop.firstTenant + part
                let arguments = "\(batch), \(batches), \(shop.customersPerTenant), \(shop.productsPerTenant)"
                group.addTask {
                    try await server.run(
                        """
                        SELECT bench.prepare_floor(t, \(arguments))
                        FROM generate_series(\(first), \(shop.tenantNumbers.upperBound), \(width)) AS t
                        """)
                }
            }
            try await group.waitForAll()
        }
        try await server.run("VACUUM ANALYZE bench.floor_batches")
        return Floor(shop: shop, batch: batch, batchesPerTenant: batches, server: server)
    }

    /// Writes all batches, each in a transaction of its own, and no two batches of one tenant at once.
    ///
    /// - Parameter clients: The number of connections that write. It must be a divisor of the number of tenants,
    ///   because each connection takes the same number of them.
    public func run(clients: Int) async throws -> PeerMeasurement {
        guard clients > 0, shop.tenants.isMultiple(of: clients) else {
            throw PeerError.invalidRequest("\(clients) clients cannot share \(shop.tenants) tenants evenly")
        }
        let share = shop.tenants / clients
        let bench = PgBench(
            script: "floor.pgbench", clients: clients, limit: ["-t", "\(share * batchesPerTenant)"],
            variables: [
                ("turn", -1), ("first_tenant", shop.firstTenant), ("clients", clients), ("share", share),
            ])
        return try await bench.run(on: server.applicationURL, purchasesPerTransaction: batch)
    }

    /// Returns the number of clients with the highest throughput, and the throughput at each number.
    ///
    /// Each trial is prepared separately.
    public static func bestNumberOfClients(
        batch: Int, batches: Int, in shop: ShopGroup = .uniform, on server: PeerServer,
        among candidates: [Int] = [1, 2, 5, 10]
    ) async throws -> (best: Int, curve: [(clients: Int, purchasesPerSecond: Double)]) {
        var curve: [(clients: Int, purchasesPerSecond: Double)] = []
        for clients in candidates {
            let floor = try await prepare(batch: batch, batches: batches, in: shop, on: server)
            curve.append((clients, try await floor.run(clients: clients).purchasesPerSecond))
        }
        guard let best = curve.max(by: { $0.purchasesPerSecond < $1.purchasesPerSecond }) else {
            throw PeerError.invalidRequest("no numbers of clients to try were given")
        }
        return (best.clients, curve)
    }
}
