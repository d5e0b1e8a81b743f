/// A search for a short cycle within a component.
///
/// Edges to and between barriers have the length 0, so that a step in real time counts as one edge regardless of the
/// number of barriers that it passes.
struct ShortestCycle {
    /// The number of nodes that all searches of one component visit together, approximately.
    private static let maximumVisits = 5_000_000

    let graph: OrderGraph
    /// The edges from each node.
    let outgoing: Groups

    /// Returns the edges of the shortest cycle through one of the first nodes of a component.
    func edges(in component: [Int32]) -> [Int32] {
        let members = Set(component)
        let nodes = component.filter { $0 < graph.firstBarrier }.sorted()
        let starts = min(64, max(2, Self.maximumVisits / component.count))
        let step = max(1, nodes.count / starts)
        var best: (length: Int, edges: [Int32])?
        for index in stride(from: 0, to: nodes.count, by: step) {
            if let cycle = cycle(from: nodes[index], in: members), cycle.length < best?.length ?? .max {
                best = cycle
            }
        }
        return best?.edges ?? []
    }

    private func cycle(from start: Int32, in members: Set<Int32>) -> (length: Int, edges: [Int32])? {
        var distances: [Int32: Int] = [start: 0]
        var incoming: [Int32: Int32] = [:]
        // The nodes of the current distance, and those of the next.
        var (current, next): ([Int32], [Int32]) = ([start], [])
        var distance = 0
        while !current.isEmpty {
            while let node = current.popLast() {
                if distances[node] != distance { continue }
                for index in outgoing[Int(node)] {
                    let target = graph.edges[Int(index)].to
                    let length = distance + (target < graph.firstBarrier ? 1 : 0)
                    if target == start {
                        incoming[start] = index
                        return (length, path(to: start, incoming))
                    }
                    guard members.contains(target), length < distances[target] ?? .max else { continue }
                    distances[target] = length
                    incoming[target] = index
                    if length == distance { current.append(target) } else { next.append(target) }
                }
            }
            (current, next) = (next, [])
            distance += 1
        }
        return nil
    }

    /// Returns the edges of the cycle that ends at its start.
    private func path(to start: Int32, _ incoming: [Int32: Int32]) -> [Int32] {
        var edges: [Int32] = []
        var node = start
        while let edge = incoming[node] {
            edges.append(edge)
            node = graph.edges[Int(edge)].from
            if node == start { break }
        }
        return edges.reversed()
    }
}
