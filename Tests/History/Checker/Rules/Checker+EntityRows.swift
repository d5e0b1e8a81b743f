// Rule 8, chain-broken: the rows of customers and products are the ends of their chains.

extension Checker {
    mutating func checkEntityRows(
        withEntries customers: Set<Name>, withOrders buyers: Set<Name>, withMovements products: Set<Name>
    ) {
        checkCustomerRows(customers.union(buyers))
        checkProductRows(products)
    }

    private mutating func checkCustomerRows(_ names: Set<Name>) {
        var found: Set<Name> = []
        for row in history.customers {
            let id = ChainID(kind: .orders, owner: row.id)
            if !found.insert(row.id).inserted {
                reportRow("two rows have the customer \(text(row.id))", row.source)
            }
            if taint.contains(id) { continue }
            let count = chains[id]?.count ?? 0
            if row.orders != Int64(count) {
                reportRow(
                    "the customer \(text(row.id)) has \(row.orders) orders instead of \(count)", row.source)
                taint.insert(.orders, row.id)
            }
        }
        for name in names.subtracting(found).sorted(by: { $0.index < $1.index }) {
            if taint.contains(ChainID(kind: .entries, owner: name)) { continue }
            report(.chainBroken, "the customer \(text(name)) has entries or orders, but no row", [])
            taint.insert(.entries, name)
            taint.insert(.orders, name)
        }
    }

    private mutating func checkProductRows(_ names: Set<Name>) {
        var found: Set<Name> = []
        for row in history.products {
            let id = ChainID(kind: .movements, owner: row.id)
            if !found.insert(row.id).inserted {
                reportRow("two rows have the product \(text(row.id))", row.source)
            }
            if taint.contains(id) { continue }
            if chains[id] == nil { addChainWithoutMovements(of: row.id) }
            let last = chains[id]?.links.last.flatMap { $0.row < 0 ? nil : history.movements[Int($0.row)] }
            let (movements, stock) = (last?.sequence ?? 0, last?.stock ?? 0)
            if row.movements != movements || row.stock != stock {
                reportRow(
                    "the product \(text(row.id)) has \(row.movements) movements and the stock \(row.stock) instead of "
                        + "\(movements) and \(stock)", row.source)
                taint.insert(.movements, row.id)
            }
        }
        for name in names.union(additions.keys).subtracting(found).sorted(by: { $0.index < $1.index }) {
            if taint.contains(ChainID(kind: .movements, owner: name)) { continue }
            report(.chainBroken, "the product \(text(name)) has no row", [])
            taint.insert(.movements, name)
        }
    }

    private mutating func reportRow(_ summary: String, _ source: Source) {
        report(.chainBroken, summary, ["row \(text(source))"])
    }
}
