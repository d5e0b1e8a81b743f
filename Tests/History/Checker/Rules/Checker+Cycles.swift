// Rule 13, cycle.

extension Checker {
    /// Adds the order of the chains, of the rejections before their commands, and of real time.
    mutating func addOrder(to graph: inout OrderGraph) {
        for (id, chain) in chains where !taint.contains(id) {
            for (first, second) in zip(chain.links, chain.links.dropFirst()) {
                graph.addEdge(from: first.writer, to: second.writer, .chain(id))
            }
        }
        var nodes: [(node: Int32, window: Window)] = []
        for journal in history.journal.indices {
            guard let key = key(ofWriter: Int32(journal)), !taint.keys.contains(key) else { continue }
            nodes.append((Int32(journal), bounds[journal]))
        }
        for (index, callIndex) in graph.calls.enumerated() {
            let (call, node) = (history.calls[callIndex], Int32(graph.writers + index))
            if let key = call.key, taint.keys.contains(key) { continue }
            nodes.append((node, Window(from: Bound(call.invoked), until: Bound(call.returned ?? .max))))
            if call.rejection != nil, let journal = command(of: call)?.journal {
                graph.addEdge(from: node, to: Int32(journal), .rejected)
            }
        }
        graph.addRealTime(nodes)
    }

    /// Reports a short cycle of each component that has one.
    mutating func checkCycles(in graph: OrderGraph) {
        let outgoing = Groups(groupCount: graph.nodeCount, itemCount: graph.edges.count) {
            graph.edges[$0].from
        }
        let targets = Groups.targets(of: outgoing, graph)
        let components = Components(nodeCount: graph.nodeCount) { targets[Int($0)] }
        let search = ShortestCycle(graph: graph, outgoing: outgoing)
        for component in components.cyclic {
            let cycle = search.edges(in: component).map { graph.edges[Int($0)] }
            let steps = steps(of: cycle, graph)
            report(
                .cycle,
                "no order of \(steps.count) commands, reads and rejections agrees with the rows, with each observation "
                    + "and with real time",
                steps)
        }
    }

    /// Returns a line for each node of a cycle that is no barrier, with the reason why the next node is later.
    private func steps(of cycle: [OrderGraph.Edge], _ graph: OrderGraph) -> [String] {
        cycle.filter { $0.from < graph.firstBarrier }.map { edge in
            let node = Int(edge.from)
            let text =
                node < graph.writers
                ? describe(writer: node) : describe(call: graph.calls[node - graph.writers])
            return "\(text), before the next: \(describe(edge.reason))"
        }
    }

    private func describe(_ reason: OrderGraph.Reason) -> String {
        switch reason {
        case .chain(let id):
            switch id.kind {
            case .entries: "entries of \(text(id.owner))"
            case .orders: "orders of \(text(id.owner))"
            case .movements: "movements of \(text(id.owner))"
            case .order: "order \(text(id.owner))"
            }
        case .register(let id): describe(id)
        case .rejected: "rejected, and carried out later"
        case .realTime: "returned before the invocation"
        }
    }
}
