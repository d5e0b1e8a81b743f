/// The commands, reads and rejections of a history, with an edge from each to those that must come later.
///
/// The first nodes are the journal entries; the calls follow. The last nodes are barriers: one for each time at which
/// a command or call has ended. An edge leads from each node to the barrier of its end, from each barrier to the next,
/// and from the last barrier before a node's begin to the node. So the paths are the order in real time, with three
/// edges for each node instead of one for each pair of nodes.
struct OrderGraph {
    /// The reason why a node comes before another.
    enum Reason {
        case chain(ChainID)
        case register(RegisterID)
        case rejected
        case realTime
    }

    struct Edge {
        let from: Int32
        let to: Int32
        let reason: Reason
    }

    /// The number of journal entries.
    let writers: Int
    /// The calls of the nodes after the journal entries.
    private(set) var calls: [Int] = []
    private(set) var edges: [Edge] = []
    private(set) var barriers = 0

    init(writers: Int) { self.writers = writers }

    var nodeCount: Int { writers + calls.count + barriers }
    /// The index of the first barrier.
    var firstBarrier: Int { writers + calls.count }

    /// Adds a node for a read or a rejection.
    mutating func addNode(call: Int) -> Int32 {
        calls.append(call)
        return Int32(writers + calls.count - 1)
    }

    mutating func addEdge(from: Int32, to: Int32, _ reason: Reason) {
        if from >= 0, to >= 0, from != to { edges.append(Edge(from: from, to: to, reason: reason)) }
    }

    /// Adds the edges of those claims that are true in only one range of states.
    mutating func add(_ claims: [Claim], node: Int32) {
        for claim in claims {
            guard claim.options.count == 1, let option = claim.options.first else { continue }
            let reason: Reason =
                switch claim.subject {
                case .chain(let id): .chain(id)
                case .register(let id): .register(id)
                }
            addEdge(from: option.after, to: node, reason)
            addEdge(from: node, to: option.before, reason)
        }
    }

    /// Adds the order in real time of nodes whose bounds are known; called once, after all other nodes.
    mutating func addRealTime(_ nodes: [(node: Int32, window: Window)]) {
        var times = nodes.map(\.window.until.time).filter { $0 < Bound.end.time }.sorted()
        times = times.enumerated().filter { $0.offset == 0 || times[$0.offset - 1] != $0.element }.map(
            \.element)
        let first = Int32(firstBarrier)
        barriers = times.count
        for index in times.indices.dropFirst() {
            addEdge(from: first + Int32(index) - 1, to: first + Int32(index), .realTime)
        }
        for (node, window) in nodes {
            if window.until.time < Bound.end.time {
                addEdge(from: node, to: first + Int32(Self.count(times, below: window.until.time)), .realTime)
            }
            let earlier = Self.count(times, below: window.from.time)
            if earlier > 0 { addEdge(from: first + Int32(earlier) - 1, to: node, .realTime) }
        }
    }

    /// Returns how many of the sorted times are less than a time.
    private static func count(_ times: [Int64], below time: Int64) -> Int {
        var (low, high) = (0, times.count)
        while low < high {
            let middle = (low + high) / 2
            if times[middle] < time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
