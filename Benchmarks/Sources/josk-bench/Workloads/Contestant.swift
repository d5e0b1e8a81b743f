import BenchmarkPeers

/// A participant in a workload.
enum Contestant: Sendable, Hashable {
    case josk
    case peer(PeerKind)
    /// The same facts, made beforehand and only inserted, with this number of purchases in each transaction.
    case floor(batch: Int)
    /// A floor with as many purchases in each transaction as Josk had in its last round.
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
