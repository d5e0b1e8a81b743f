import BenchmarkPeers
import JoskLedger

/// What the peers say that they sold in a shop, to be held against the rows that they left there.
struct PeerBooks: Sendable {
    private let shop: ShopGroup
    private let server: PeerServer
    private let before: RowCounts
    private var purchases = 0

    /// Books that are opened now: whatever is written in the shop from here on must be noted.
    init(of shop: ShopGroup, on server: PeerServer) async throws {
        self.shop = shop
        self.server = server
        before = try await server.rowCounts(of: shop)
    }

    mutating func note(_ measurement: PeerMeasurement) { purchases += measurement.purchases }

    /// Counts the rows, and audits as many of the businesses as the time allows.
    ///
    /// - Returns: What was found, in a line for people.
    /// - Throws: ``BenchmarkFailure`` if a purchase left other rows than Josk's do, or an audit found something.
    func close(with ledger: Ledger, within limit: Duration) async throws -> String {
        let left = try await server.rowCounts(of: shop) - before
        guard left == .ofPurchases(purchases) else {
            throw BenchmarkFailure("\(purchases) purchases of the peers' left \(left)")
        }
        let audits = try await Audits.mustBeClean(shop.businesses, of: ledger, within: limit)
        return "\(purchases) purchases, rows as Josk leaves them; \(audits)"
    }
}
