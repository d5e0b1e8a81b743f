import BenchmarkPeers
import JoskLedger

/// The purchases that the peers reported for a shop, for comparison with the rows that they wrote there.
struct PeerBooks: Sendable {
    private let shop: ShopGroup
    private let server: PeerServer
    private let before: RowCounts
    private var purchases = 0

    /// Creates books for a shop with its present rows.
    ///
    /// All later purchases in the shop must be noted.
    init(of shop: ShopGroup, on server: PeerServer) async throws {
        self.shop = shop
        self.server = server
        before = try await server.rowCounts(of: shop)
    }

    mutating func note(_ measurement: PeerMeasurement) { purchases += measurement.purchases }

    /// Counts the rows, and audits as many of the businesses as the time allows.
    ///
    /// - Returns: The result as a line for readers.
    /// - Throws: ``BenchmarkFailure`` if the rows differ from those of Josk's purchases, or an audit found a violation.
    func close(with ledger: Ledger, within limit: Duration) async throws -> String {
        let left = try await server.rowCounts(of: shop) - before
        guard left == .ofPurchases(purchases) else {
            throw BenchmarkFailure("\(purchases) purchases of the peers left other rows than Josk's: \(left)")
        }
        let audits = try await Audits.mustBeClean(shop.businesses, of: ledger, within: limit)
        return "\(purchases) purchases with the same rows as Josk's; \(audits)"
    }
}
