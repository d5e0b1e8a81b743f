// Rule 8, chain-broken: the construction of the chains.

extension Checker {
    /// Builds the chains, and checks that each row follows from the row before.
    ///
    /// Chains that are broken, or that a reported violation concerns, are left out of the later rules.
    mutating func checkChains() {
        for (index, command) in commands.all.enumerated() {
            guard let journal = command.journal, case .addProduct(let product, _, _, _) = command.request
            else {
                continue
            }
            if commands.ofJournal[journal] == Int32(index) { additions[product] = journal }
        }
        let entries = sorted(history.entries.count) { ($0.entries[$1].customer, $0.entries[$1].sequence) }
        for (customer, rows) in entries { checkEntries(of: customer, rows) }
        let orders = sorted(history.orders.count) { ($0.orders[$1].customer, $0.orders[$1].number) }
        for (customer, rows) in orders { checkOrders(of: customer, rows) }
        let movements = sorted(history.movements.count) {
            ($0.movements[$1].product, $0.movements[$1].sequence)
        }
        for (product, rows) in movements { checkMovements(of: product, rows) }
        let refunds = sorted(history.refunds.count) { ($0.refunds[$1].order, $0.refunds[$1].number) }
        checkRefunds(Dictionary(refunds, uniquingKeysWith: { first, _ in first }))
        checkEntityRows(
            withEntries: Set(entries.map(\.owner)), withOrders: Set(orders.map(\.owner)),
            withMovements: Set(movements.map(\.owner)))
    }

    /// Returns the rows of each owner, sorted by number.
    private func sorted(
        _ count: Int, _ position: (History, Int) -> (owner: Name, number: Int64)
    ) -> [(owner: Name, rows: [Int])] {
        let groups = Groups(groupCount: history.names.count, itemCount: count) {
            position(history, $0).owner.index
        }
        return (0..<history.names.count).compactMap { name in
            let group = groups[name]
            if group.isEmpty { return nil }
            let rows = group.map { Int($0) }.sorted {
                position(history, $0).number < position(history, $1).number
            }
            return (Name(index: Int32(name)), rows)
        }
    }

    /// Returns the link of a row, and adds the bounds of its command.
    private func link(_ command: Name, row: Int) -> (link: Chain.Link, bounds: Window) {
        let journal = commands.journal(of: command)
        return (Chain.Link(writer: journal, row: Int32(row)), journal < 0 ? .always : bounds[Int(journal)])
    }

    private mutating func addChain(_ id: ChainID, _ links: [(link: Chain.Link, bounds: Window)]) {
        guard !taint.contains(id) else { return }
        chains[id] = Chain(links: links.map(\.link), bounds: links.map(\.bounds))
    }

    /// Reports a broken chain, and leaves it out of the later rules.
    private mutating func reportBroken(_ id: ChainID, _ summary: String, _ evidence: [String]) {
        report(.chainBroken, summary, evidence)
        taint.subjects.insert(.chain(id))
    }

    private mutating func checkEntries(of customer: Name, _ rows: [Int]) {
        let id = ChainID(kind: .entries, owner: customer)
        if taint.contains(id) { return }
        var state = EntryState()
        for (index, row) in rows.enumerated() {
            let entry = history.entries[row]
            if let problem = state.problem(of: entry) {
                let before = index > 0 ? [describe(entry: rows[index - 1])] : []
                reportBroken(
                    id, "entry \(entry.sequence) of \(text(customer)): \(problem)",
                    before + [describe(entry: row)])
                return
            }
            checkPreviousLimit(entry, rows, index)
            state.append(entry)
        }
        addChain(id, rows.map { link(history.entries[$0].command, row: $0) })
    }

    /// Checks the previous limit that a receipt states, which is a part of rule 6.
    private mutating func checkPreviousLimit(_ entry: EntryRow, _ rows: [Int], _ index: Int) {
        let journal = commands.journal(of: entry.command)
        guard entry.kind == .limit, index > 0, journal >= 0, commands.ofJournal[Int(journal)] >= 0 else {
            return
        }
        let command = commands.all[Int(commands.ofJournal[Int(journal)])]
        guard !taint.keys.contains(command.key),
            let call = command.attempts.first(where: { history.calls[$0].receipt != nil }),
            case .limit(let receipt) = history.calls[call].receipt
        else { return }
        let before = history.entries[rows[index - 1]].limit
        if receipt.previous == before { return }
        report(
            .receiptDiffersFromFacts,
            "the command with the key \(text(command.key)): previous limit of the receipt: \(receipt.previous) "
                + "instead of \(before)",
            [
                describe(call: call), describe(history.calls[call].receipt), describe(entry: rows[index - 1]),
                describe(entry: rows[index]),
            ])
        taint(key: command.key)
    }

    private mutating func checkOrders(of customer: Name, _ rows: [Int]) {
        let id = ChainID(kind: .orders, owner: customer)
        if taint.contains(id) { return }
        for (index, row) in rows.enumerated() where history.orders[row].number != Int64(index) + 1 {
            reportBroken(
                id, "order number \(history.orders[row].number) of \(text(customer)) instead of \(index + 1)",
                (index > 0 ? [describe(order: rows[index - 1])] : []) + [describe(order: row)])
            // Reads of these orders state the numbers too.
            for row in rows[max(0, index - 1)...index] { taint.insert(.order, history.orders[row].id) }
            return
        }
        addChain(id, rows.map { link(history.orders[$0].command, row: $0) })
    }

    private mutating func checkMovements(of product: Name, _ rows: [Int]) {
        let id = ChainID(kind: .movements, owner: product)
        if taint.contains(id) { return }
        var stock: Int128 = 0
        for (index, row) in rows.enumerated() {
            let movement = history.movements[row]
            stock += Int128(movement.quantity)
            let problem: String? =
                if movement.sequence != Int64(index) + 1 {
                    "number \(movement.sequence) instead of \(index + 1)"
                } else if Int128(movement.stock) != stock {
                    "stock \(movement.stock) instead of \(stock)"
                } else {
                    stock < 0 ? "stock \(stock), which is below zero" : nil
                }
            guard let problem else { continue }
            reportBroken(
                id, "movement \(movement.sequence) of \(text(product)): \(problem)",
                (index > 0 ? [describe(movement: rows[index - 1])] : []) + [describe(movement: row)])
            return
        }
        addChain(id, additionLink(of: product) + rows.map { link(history.movements[$0].command, row: $0) })
    }

    /// Returns the link of an addition that writes no movement of its own.
    ///
    /// A product that no call added was stored before the first call.
    private func additionLink(of product: Name) -> [(link: Chain.Link, bounds: Window)] {
        guard let journal = additions[product] else {
            return [(Chain.Link(writer: -1, row: -1), Window(from: .beginning, until: Bound(start)))]
        }
        if !rows.movements[journal].isEmpty { return [] }
        return [(Chain.Link(writer: Int32(journal), row: -1), bounds[journal])]
    }

    /// Adds the chain of a product that has a row, but no movement.
    mutating func addChainWithoutMovements(of product: Name) {
        addChain(ChainID(kind: .movements, owner: product), additionLink(of: product))
    }

    /// Returns the state of a product's chain after its first movements.
    func state(of product: Name, movements: Int64) -> Int? {
        guard let chain = chains[ChainID(kind: .movements, owner: product)] else { return nil }
        let offset: Int64 = chain.links.first?.row == -1 ? 1 : 0
        return movements >= 0 && movements + offset <= Int64(chain.count) ? Int(movements + offset) : nil
    }

    /// Checks the refunds of every order, and builds the chains of the orders.
    private mutating func checkRefunds(_ refunds: [Name: [Int]]) {
        for (id, rows) in refunds where order(id) == nil {
            if taint.contains(ChainID(kind: .order, owner: id)) { continue }
            reportBroken(
                ChainID(kind: .order, owner: id), "refunds of the order \(text(id)), which does not exist",
                rows.map { describe(refund: $0) })
        }
        for (index, order) in history.orders.enumerated() {
            let id = ChainID(kind: .order, owner: order.id)
            if taint.contains(id) { continue }
            if self.order(order.id) != index {
                reportBroken(
                    id, "the order \(text(order.id)) is stored twice",
                    [describe(order: self.order(order.id) ?? index), describe(order: index)])
                continue
            }
            checkRefunds(of: order, index, refunds[order.id] ?? [])
        }
    }

    private mutating func checkRefunds(of order: OrderRow, _ index: Int, _ rows: [Int]) {
        let id = ChainID(kind: .order, owner: order.id)
        var state = RefundState(order)
        for (place, row) in rows.enumerated() {
            let refund = history.refunds[row]
            let journal = commands.journal(of: refund.command)
            let command = journal < 0 ? -1 : commands.ofJournal[Int(journal)]
            let isCancellation =
                command >= 0 && commands.all[Int(command)].request == .cancel(order: order.id)
            let evidence = [describe(order: index)] + rows[...place].map { describe(refund: $0) }
            if let problem = state.append(refund, number: Int64(place) + 1) {
                reportBroken(id, "refund \(refund.number) of order \(text(order.id)): \(problem)", evidence)
                return
            }
            if isCancellation, !state.nothingRemains {
                report(
                    .receiptDiffersFromFacts,
                    "the cancellation of the order \(text(order.id)) did not refund all remaining units",
                    evidence)
                taint.subjects.insert(.chain(id))
                return
            }
        }
        addChain(
            id, [link(order.command, row: index)] + rows.map { link(history.refunds[$0].command, row: $0) })
    }
}
