package import JoskLedger

extension Tables {
    package func account(_ lookup: CustomerLookup) -> Account? {
        let id: Customer.ID? =
            switch lookup {
            case .id(let id): id
            case .reference(let reference): customersByReference[reference]
            }
        guard let id, let rows = accounts[id], let last = rows.entries.last else { return nil }
        return Account(customer: rows.customer, lastEntry: last, orderCount: Int64(rows.orderIDs.count))
    }

    package func payment(_ id: Payment.ID) -> Payment? {
        guard let rows = accounts[id.customerID],
            id.entrySequence >= 1, id.entrySequence <= rows.entries.count
        else { return nil }
        let entry = rows.entries[Int(id.entrySequence) - 1]
        guard case .payment = entry.kind else { return nil }
        return Payment(entry: entry, reversalSequence: rows.reversals[id.entrySequence])
    }

    package func item(_ lookup: ProductLookup) -> StockItem? {
        switch lookup {
        case .id(let id): items[id]?.item
        case .sku(let sku): productsBySKU[sku].flatMap { items[$0]?.item }
        }
    }

    package func order(_ lookup: OrderLookup) -> OrderRecord? {
        switch lookup {
        case .id(let id): orders[id]
        case .reference(let reference): ordersByReference[reference].flatMap { orders[$0] }
        }
    }

    package func orders(by customer: Customer.ID, _ request: PageRequest) -> Page<OrderRecord> {
        page(of: accounts[customer]?.orderIDs ?? [], request) { orders[$0] }
    }

    package func ledgerEntries(of customer: Customer.ID, _ request: PageRequest) -> Page<LedgerEntry> {
        page(of: accounts[customer]?.entries ?? [], request) { $0 }
    }

    /// A page of rows whose numbers are their places, counted from 1.
    private func page<Row, Element>(
        of rows: [Row], _ request: PageRequest, _ element: (Row) -> Element?
    ) -> Page<Element> {
        let count = Int64(rows.count)
        let numbers: [Int64]
        switch request.direction {
        case .oldestFirst:
            let first = min(max(request.cursor ?? 0, 0), count) + 1
            numbers = Array((first..<count + 1).prefix(request.limit))
        case .newestFirst:
            let end = min(max(request.cursor ?? .max, 1), count + 1)
            numbers = (1..<end).suffix(request.limit).reversed()
        }
        let last = numbers.last
        let isMore = last.map { request.direction == .oldestFirst ? $0 < count : $0 > 1 } ?? false
        return Page(numbers.compactMap { element(rows[Int($0) - 1]) }, next: isMore ? last : nil)
    }

    /// Hands out every row, in the order that ``RowOrder/owner`` says.
    package func forEachRow(_ visit: (StoredRow) -> Void) {
        if let business { visit(.business(business)) }
        for (_, rows) in accounts.sorted(by: { $0.key < $1.key }) {
            visit(.customer(rows.customer))
            for entry in rows.entries { visit(.ledgerEntry(entry)) }
            for record in rows.orderIDs.lazy.compactMap({ orders[$0] }) {
                visit(.order(record.order))
                for refund in record.refunds { visit(.refund(refund)) }
            }
        }
        for (_, rows) in items.sorted(by: { $0.key < $1.key }) {
            visit(.stockItem(rows.item))
            for movement in rows.movements { visit(.stockMovement(movement)) }
        }
        for entry in journal.values { visit(.journalEntry(entry)) }
    }
}
