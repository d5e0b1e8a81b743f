/// An alternative to Josk.
public enum PeerKind: String, Sendable, Hashable, CaseIterable {
    /// A good service that sends its statements one by one over the wire.
    case handWritten = "hand-written"
    /// One call of a function that makes the whole purchase in the database.
    case singleCall = "single-call"
}

/// The choice of customers and products in a workload.
public enum PeerWorkload: String, Sendable, Hashable, CaseIterable {
    /// Two different products; customers and products are random.
    case uniform
    /// The same product on the first line of every purchase.
    case hotProduct = "hot-product"
    /// One customer that makes all purchases.
    case hotCustomer = "hot-customer"
    /// A thousand tenants.
    case smallTenants = "small-tenants"

    /// The shop of the workload.
    public var shop: ShopGroup {
        switch self {
        case .uniform: .uniform
        case .hotProduct, .hotCustomer: .hot
        case .smallTenants: .smallTenants
        }
    }
}

/// One run of a peer.
public struct PeerRun: Sendable, Hashable {
    /// The peer.
    public var kind: PeerKind
    /// The workload.
    public var workload: PeerWorkload
    /// The shop: the workload's own, or a smaller one of the same kind.
    public var shop: ShopGroup
    /// The number of clients that buy at once, on a connection each.
    public var clients: Int
    /// The duration of the run in seconds.
    public var seconds: Int
    /// The number of purchases that are to begin per second, at random moments.
    ///
    /// Latencies then count from these moments. It is nil for clients that each buy again after a response.
    public var arrivalsPerSecond: Int?

    /// Creates a run.
    public init(
        _ kind: PeerKind, _ workload: PeerWorkload, in shop: ShopGroup? = nil, clients: Int, seconds: Int
    ) {
        self.kind = kind
        self.workload = workload
        self.shop = shop ?? workload.shop
        self.clients = clients
        self.seconds = seconds
    }
}

/// The result of a run.
public struct PeerMeasurement: Sendable, Hashable {
    /// The number of committed purchases.
    public let purchases: Int
    /// The duration in seconds, without the time to connect.
    public let seconds: Double
    /// The number of connections.
    public let clients: Int
    /// The latency of each transaction at its client; for a floor, of each batch.
    public let latenciesInMicroseconds: [Int64]
    /// The number of rejected purchases, and of transactions that ended with a deadlock or a serialization failure.
    public let failures: Int

    /// The number of purchases per second.
    public var purchasesPerSecond: Double { seconds > 0 ? Double(purchases) / seconds : 0 }
}
