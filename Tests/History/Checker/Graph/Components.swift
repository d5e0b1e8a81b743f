/// The strongly connected components of a graph, by Tarjan's algorithm without recursion.
struct Components {
    /// The components with more than one node: those that contain a cycle.
    private(set) var cyclic: [[Int32]] = []

    private let successors: (Int32) -> ArraySlice<Int32>
    private var order: [Int32]
    private var low: [Int32]
    private var isOnStack: [Bool]
    private var stack: [Int32] = []
    private var counter: Int32 = 0

    /// Finds the components of the graph with the nodes from 0.
    init(nodeCount: Int, successors: @escaping (Int32) -> ArraySlice<Int32>) {
        self.successors = successors
        order = Array(repeating: -1, count: nodeCount)
        low = order
        isOnStack = Array(repeating: false, count: nodeCount)
        for node in 0..<Int32(nodeCount) where order[Int(node)] < 0 { visit(node) }
    }

    /// Visits all nodes that can be reached from one and were not visited before.
    private mutating func visit(_ start: Int32) {
        // The path from the start, each node with its successors that were not followed yet.
        var path: [(node: Int32, rest: ArraySlice<Int32>)] = [(start, successors(start))]
        enter(start)
        while let top = path.last {
            if let next = path[path.count - 1].rest.popFirst() {
                if order[Int(next)] < 0 {
                    enter(next)
                    path.append((next, successors(next)))
                } else if isOnStack[Int(next)] {
                    low[Int(top.node)] = min(low[Int(top.node)], order[Int(next)])
                }
            } else {
                path.removeLast()
                if let parent = path.last {
                    low[Int(parent.node)] = min(low[Int(parent.node)], low[Int(top.node)])
                }
                if low[Int(top.node)] == order[Int(top.node)] { leave(top.node) }
            }
        }
    }

    private mutating func enter(_ node: Int32) {
        order[Int(node)] = counter
        low[Int(node)] = counter
        counter += 1
        stack.append(node)
        isOnStack[Int(node)] = true
    }

    /// Removes the component of a node from the stack.
    private mutating func leave(_ root: Int32) {
        var component: [Int32] = []
        while let node = stack.popLast() {
            isOnStack[Int(node)] = false
            component.append(node)
            if node == root { break }
        }
        if component.count > 1 { cyclic.append(component) }
    }
}
