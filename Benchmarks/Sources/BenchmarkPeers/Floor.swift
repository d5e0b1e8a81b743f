/// The statements of a batch alone, on facts that were made beforehand: what remains of Josk's work if client, wire,
/// decisions and hashes cost nothing.
///
/// Its purchases are made in the shop as it is when it is prepared, two lines each, all at random: nobody else may
/// buy there until it has run, and it runs once.
public struct Floor: Sendable {
    /// The shop.
    public let shop: ShopGroup
    /// How many purchases each batch has.
    public let batch: Int
    /// How many batches there are for each tenant.
    public let batchesPerTenant: Int

    private let server: PeerServer

    /// How many preparations run at once.
    private static let width = 2

    /// Makes the facts of some batches for each tenant, and lays them beside the shop.
    ///
    /// - Parameters:
    ///   - batch: How many purchases each has.
    ///   - batches: How many of them there are for each tenant; more take longer, to be made and to be run.
    ///   - shop: The shop, which must be open.
    ///   - server: The server, on which the peers must be installed.
    public static func prepare(
        batch: Int, batches: Int, in shop: ShopGroup = .uniform, on server: PeerServer
    ) async throws -> Floor {
        guard batch > 0, batches > 0, shop.productsPerTenant > 1 else {
            throw PeerError.invalidRequest("a floor needs a batch with a purchase of two products")
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

    /// Writes all batches, each in a transaction of its own, and no two of one tenant's at once.
    ///
    /// - Parameter clients: How many connections write: a divisor of the number of tenants, for each takes as many of
    ///   them.
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

    /// The number of clients at which the most is written, and how much at each. Every trial is prepared anew.
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
            throw PeerError.invalidRequest("no number of clients to try")
        }
        return (best.clients, curve)
    }
}
