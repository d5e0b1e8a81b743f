/// What somebody would run instead of Josk.
public enum PeerKind: String, Sendable, Hashable, CaseIterable {
    /// A good service: statement by statement over the wire.
    case handWritten = "hand-written"
    /// One call of a function that does all of it in the database.
    case singleCall = "single-call"
}

/// Who buys what.
public enum PeerWorkload: String, Sendable, Hashable, CaseIterable {
    /// Two different products, all at random.
    case uniform
    /// The same product on the first line of every purchase.
    case hotProduct = "hot-product"
    /// One customer who buys everything.
    case hotCustomer = "hot-customer"
    /// A thousand tenants.
    case smallTenants = "small-tenants"

    /// Where it takes place.
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
    /// Which peer.
    public var kind: PeerKind
    /// Who buys what.
    public var workload: PeerWorkload
    /// Where: the workload's own shop, or a smaller one of the same kind.
    public var shop: ShopGroup
    /// How many buy at once, on a connection each.
    public var clients: Int
    /// How long.
    public var seconds: Int
    /// How many purchases are to begin in a second, at random moments; latencies then count from these moments. Nil for
    /// clients who each buy again when they have been answered.
    public var arrivalsPerSecond: Int?

    /// A run.
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

/// What a run came to.
public struct PeerMeasurement: Sendable, Hashable {
    /// Purchases that were committed.
    public let purchases: Int
    /// How long it took, without the time to connect.
    public let seconds: Double
    /// How many connections there were.
    public let clients: Int
    /// How long each transaction took its client. Of a floor: each batch.
    public let latenciesInMicroseconds: [Int64]
    /// Purchases that were rejected, and transactions that a deadlock or a serialization failure ended.
    public let failures: Int

    /// Purchases in a second.
    public var purchasesPerSecond: Double { seconds > 0 ? Double(purchases) / seconds : 0 }
}
