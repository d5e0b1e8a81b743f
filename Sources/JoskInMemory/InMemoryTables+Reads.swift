public import JoskLedger

extension InMemoryTables: BusinessReader {
    /// See ``/JoskLedger/BusinessReader/business()``.
    public func business() -> Business? { existingBusiness }

    /// See ``/JoskLedger/BusinessReader/customer(_:)``.
    public func customer(_ lookup: CustomerLookup) -> CustomerAccount? {
        let id: Customer.ID? =
            switch lookup {
            case .id(let id): id
            case .reference(let reference): customersByReference[reference]
            }
        guard let id, let rows = accounts[id], let last = rows.entries.last else { return nil }
        return CustomerAccount(
            customer: rows.customer, lastEntry: last, orderCount: Int64(rows.orderIDs.count))
    }

    /// See ``/JoskLedger/BusinessReader/payment(_:)``.
    public func payment(_ id: Payment.ID) -> Payment? {
        guard let rows = accounts[id.customerID],
            id.entrySequence >= 1, id.entrySequence <= rows.entries.count
        else { return nil }
        let entry = rows.entries[Int(id.entrySequence) - 1]
        guard case .payment = entry.kind else { return nil }
        return Payment(entry: entry, reversalSequence: rows.reversals[id.entrySequence])
    }

    /// See ``/JoskLedger/BusinessReader/lastEntry(of:asOf:)``; entries of one ledger never go back in time.
    public func lastEntry(of customer: Customer.ID, asOf time: Timestamp) -> LedgerEntry? {
        guard let entries = accounts[customer]?.entries else { return nil }
        return entries[..<entries.partitionPoint { $0.recordedAt > time }].last
    }

    /// See ``/JoskLedger/BusinessReader/product(_:)``.
    public func product(_ lookup: ProductLookup) -> ProductStock? {
        switch lookup {
        case .id(let id): items[id]?.item
        case .sku(let sku): productsBySKU[sku].flatMap { items[$0]?.item }
        }
    }

    /// See ``/JoskLedger/BusinessReader/journalEntry(_:)``.
    public func journalEntry(_ key: IdempotencyKey) -> JournalEntry? { journal[key] }

    /// See ``/JoskLedger/BusinessReader/order(_:)``.
    public func order(_ lookup: OrderLookup) -> OrderDetails? {
        switch lookup {
        case .id(let id): orders[id]
        case .reference(let reference): ordersByReference[reference].flatMap { orders[$0] }
        }
    }

    /// Hands out every row, in the order that ``RowOrder/owner`` says.
    func forEachRow(_ visit: (StoredRow) -> Void) {
        if let business = existingBusiness { visit(.business(business)) }
        for (_, rows) in accounts.sorted(by: { $0.key < $1.key }) {
            visit(.customer(rows.customer))
            for entry in rows.entries { visit(.ledgerEntry(entry)) }
            for record in rows.orderIDs.lazy.compactMap({ orders[$0] }) {
                visit(.order(record.order))
                for refund in record.refunds { visit(.refund(refund)) }
            }
        }
        for (_, rows) in items.sorted(by: { $0.key < $1.key }) {
            visit(.productStock(rows.item))
            for movement in rows.movements { visit(.stockMovement(movement)) }
        }
        for key in journal.keys.sorted() { if let entry = journal[key] { visit(.journalEntry(entry)) } }
    }
}
