// Rule 4, wrong-row-count.

extension Checker {
    /// The number of rows of each type that one command writes.
    private struct RowCounts: Equatable, CustomStringConvertible {
        var orders = 0
        var refunds = 0
        var entries = 0
        var movements = 0

        var description: String {
            "\(orders) orders, \(refunds) refunds, \(entries) entries, \(movements) movements"
        }
    }

    /// Checks that each command wrote each of its rows once, and that each row has a command.
    mutating func checkRowCounts() {
        checkJournalRepetitions()
        checkRowsWithoutCommand()
        for command in commands.all where !taint.keys.contains(command.key) {
            guard let journal = command.journal else { continue }
            let (found, expected) = (counts(of: journal), expectedCounts(of: command.request, journal))
            if found == expected { continue }
            report(
                .wrongRowCount,
                "the command with the key \(text(command.key)) wrote \(found) instead of \(expected)",
                [describe(writer: journal), describe(journal: journal)] + describe(rowsOf: journal))
            taintAll(command)
        }
    }

    private func counts(of journal: Int) -> RowCounts {
        RowCounts(
            orders: rows.orders[journal].count, refunds: rows.refunds[journal].count,
            entries: rows.entries[journal].count, movements: rows.movements[journal].count)
    }

    private func expectedCounts(of request: Request, _ journal: Int) -> RowCounts {
        switch request {
        case .purchase(_, let lines, _):
            let total = rows.orders[journal].first.map { history.orders[Int($0)].total }
            return RowCounts(
                orders: 1, entries: total == 0 ? 0 : 1, movements: Set(lines.map(\.product)).count)
        case .refund, .cancel:
            let refund = rows.refunds[journal].first.map { history.refunds[Int($0)] }
            let restocked = refund?.lines.filter(\.restocked).map(\.product) ?? []
            return RowCounts(refunds: 1, entries: refund?.total == 0 ? 0 : 1, movements: Set(restocked).count)
        case .payment, .reversal, .limit, .addCustomer: return RowCounts(entries: 1)
        case .goods, .stock: return RowCounts(movements: 1)
        case .addProduct(_, _, _, let stock): return RowCounts(movements: stock == 0 ? 0 : 1)
        case .price, .sku, .terms, .readCustomer, .readProduct, .readOrder: return RowCounts()
        }
    }

    /// Reports identifiers of two journal entries, and second journal entries under a key without a success.
    private mutating func checkJournalRepetitions() {
        for (index, row) in history.journal.enumerated() {
            let first = Int(commands.journal(of: row.id))
            if first != index {
                report(
                    .wrongRowCount, "two journal entries have the identifier \(text(row.id))",
                    [describe(journal: first), describe(journal: index)])
                taintRows(of: first)
            }
        }
        for key in commands.keys where !taint.keys.contains(key) {
            guard let journal = commands.journalOfKey[key], journal.count > 1 else { continue }
            report(
                .wrongRowCount, "\(journal.count) journal entries have the key \(text(key))",
                journal.map { describe(journal: $0) })
            for command in commands.ofKey[key] ?? [] { taintAll(commands.all[command]) }
            for index in journal { taintRows(of: index) }
        }
    }

    private mutating func checkRowsWithoutCommand() {
        for (index, row) in history.orders.enumerated() where commands.journal(of: row.command) < 0 {
            checkWithoutCommand([(.order, row.id), (.orders, row.customer)]) { $0.describe(order: index) }
        }
        for (index, row) in history.refunds.enumerated() where commands.journal(of: row.command) < 0 {
            checkWithoutCommand([(.order, row.order)]) { $0.describe(refund: index) }
        }
        for (index, row) in history.entries.enumerated() where commands.journal(of: row.command) < 0 {
            checkWithoutCommand([(.entries, row.customer)]) { $0.describe(entry: index) }
        }
        for (index, row) in history.movements.enumerated() where commands.journal(of: row.command) < 0 {
            checkWithoutCommand([(.movements, row.product)]) { $0.describe(movement: index) }
        }
    }

    private mutating func checkWithoutCommand(
        _ chains: [(kind: ChainID.Kind, owner: Name)], _ describe: (Self) -> String
    ) {
        let isReported = chains.contains { taint.contains(ChainID(kind: $0.kind, owner: $0.owner)) }
        for chain in chains { taint.insert(chain.kind, chain.owner) }
        if isReported { return }
        report(.wrongRowCount, "a row belongs to no journal entry", [describe(self)])
    }
}
