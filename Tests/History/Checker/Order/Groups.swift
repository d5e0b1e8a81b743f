/// Items by the number of their group, in two arrays.
struct Groups: Sendable {
    private var offsets: [Int32]
    private var items: [Int32]

    /// Creates groups of the items from 0; an item whose group is negative is in no group.
    init(groupCount: Int, itemCount: Int, group: (Int) -> Int32) {
        offsets = Array(repeating: 0, count: groupCount + 1)
        for item in 0..<itemCount {
            let group = Int(group(item))
            if group >= 0 { offsets[group + 1] += 1 }
        }
        for index in 0..<groupCount { offsets[index + 1] += offsets[index] }
        items = Array(repeating: 0, count: Int(offsets[groupCount]))
        var next = offsets
        for item in 0..<itemCount {
            let group = Int(group(item))
            guard group >= 0 else { continue }
            items[Int(next[group])] = Int32(item)
            next[group] += 1
        }
    }

    /// The items of a group, in ascending order.
    subscript(group: Int) -> ArraySlice<Int32> {
        items[Int(offsets[group])..<Int(offsets[group + 1])]
    }
}

extension Groups {
    /// Returns the groups with each edge replaced by its target.
    static func targets(of outgoing: Self, _ graph: OrderGraph) -> Self {
        var result = outgoing
        for index in result.items.indices { result.items[index] = graph.edges[Int(result.items[index])].to }
        return result
    }
}
