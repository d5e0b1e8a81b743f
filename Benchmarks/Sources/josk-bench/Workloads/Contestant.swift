import BenchmarkPeers

/// Who buys.
enum Contestant: Sendable, Hashable {
    case josk
    case peer(PeerKind)
    /// The same facts, made beforehand and only inserted, so many purchases in each transaction.
    case floor(batch: Int)
    /// The same, with as many as shared a transaction of Josk's when it last bought.
    case floorAtJoskBatch

    var name: String {
        switch self {
        case .josk: "josk"
        case .peer(let kind): kind.rawValue
        case .floor: "floor"
        case .floorAtJoskBatch: "floor-at-batch"
        }
    }
}
