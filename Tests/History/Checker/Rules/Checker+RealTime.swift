// Rule 9, real-time.

extension Checker {
    /// Checks that no row comes before a row of a command that had returned before its own command was invoked.
    mutating func checkRealTime() {
        for id in chains.keys.sorted(by: {
            ($0.owner.index, $0.kind.rawValue) < ($1.owner.index, $1.kind.rawValue)
        }) {
            guard let chain = chains[id] else { continue }
            // The link before the current one whose command was invoked last.
            var latest = (link: 0, from: Bound.beginning)
            for (index, link) in chain.links.enumerated() where link.writer >= 0 {
                let window = bounds[Int(link.writer)]
                if window.until.time < latest.from.time {
                    reportRealTime(id, chain.links[latest.link], chain.links[index])
                    break
                }
                if window.from.time > latest.from.time { latest = (index, window.from) }
            }
        }
    }

    /// Reports that the second link should come first.
    private mutating func reportRealTime(_ id: ChainID, _ first: Chain.Link, _ second: Chain.Link) {
        chains[id] = nil
        taint.subjects.insert(.chain(id))
        let (late, early) = (bounds[Int(first.writer)].from, bounds[Int(second.writer)].until)
        let keys = [first, second].compactMap { key(ofWriter: $0.writer) }
        // The two commands may be in other chains too, and one report is enough.
        if keys.contains(where: { taint.keys.contains($0) }) { return }
        for key in keys { taint(key: key) }
        report(
            .realTime,
            "\(describe(link: second, of: id)) follows \(describe(link: first, of: id)), although its command had "
                + "returned at \(early.time), before the other was invoked at \(late.time)",
            [early, late].filter { $0.call >= 0 }.map { describe(call: Int($0.call)) }
                + [first, second].compactMap { describe(rowOf: $0, id) })
    }

    /// Returns the key of the command that wrote a journal entry; nil if no call explains it.
    func key(ofWriter writer: Int32) -> Name? {
        guard writer >= 0, commands.ofJournal[Int(writer)] >= 0 else { return nil }
        return commands.all[Int(commands.ofJournal[Int(writer)])].key
    }

    /// Returns a short name of a link.
    func describe(link: Chain.Link, of id: ChainID) -> String {
        let row = Int(link.row)
        if row < 0 { return "the addition of \(text(id.owner))" }
        switch id.kind {
        case .entries: return "entry \(history.entries[row].sequence) of \(text(id.owner))"
        case .orders: return "order number \(history.orders[row].number) of \(text(id.owner))"
        case .movements: return "movement \(history.movements[row].sequence) of \(text(id.owner))"
        case .order:
            let isOrder = link.writer == commands.journal(of: history.orders[order(id.owner) ?? 0].command)
            return isOrder
                ? "the order \(text(id.owner))" : "refund \(history.refunds[row].number) of \(text(id.owner))"
        }
    }

    /// Returns the row of a link; nil if it has none.
    func describe(rowOf link: Chain.Link, _ id: ChainID) -> String? {
        let row = Int(link.row)
        if row < 0 { return nil }
        switch id.kind {
        case .entries: return describe(entry: row)
        case .orders: return describe(order: row)
        case .movements: return describe(movement: row)
        case .order:
            let isOrder = link.writer == commands.journal(of: history.orders[order(id.owner) ?? 0].command)
            return isOrder ? describe(order: row) : describe(refund: row)
        }
    }
}
