public import JoskLedger

extension InMemoryTables: BusinessReader {
    /// Returns the business; see ``/JoskLedger/BusinessReader/business()``.
    public func business() -> Business? { existingBusiness }

    /// Returns a customer; see ``/JoskLedger/BusinessReader/customer(_:)``.
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

    /// Returns a payment; see ``/JoskLedger/BusinessReader/payment(_:)``.
    public func payment(_ id: Payment.ID) -> Payment? {
        guard let rows = accounts[id.customerID],
            id.entrySequence >= 1, id.entrySequence <= rows.entries.count
        else { return nil }
        let entry = rows.entries[Int(id.entrySequence) - 1]
        guard case .payment = entry.kind else { return nil }
        return Payment(entry: entry, reversalSequence: rows.reversals[id.entrySequence])
    }

    /// Returns the last entry as of a time; see ``/JoskLedger/BusinessReader/lastEntry(of:asOf:)``.
    ///
    /// It searches by time, because the entries of one ledger never go back in time.
    public func lastEntry(of customer: Customer.ID, asOf time: Timestamp) -> LedgerEntry? {
        guard let entries = accounts[customer]?.entries else { return nil }
        return entries[..<entries.partitionPoint { $0.recordedAt > time }].last
    }

    /// Returns a product; see ``/JoskLedger/BusinessReader/product(_:)``.
    public func product(_ lookup: ProductLookup) -> ProductStock? {
        switch lookup {
        case .id(let id): items[id]?.item
        case .sku(let sku): productsBySKU[sku].flatMap { items[$0]?.item }
        }
    }

    /// Returns the journal entry of a key; see ``/JoskLedger/BusinessReader/journalEntry(_:)``.
    public func journalEntry(_ key: IdempotencyKey) -> JournalEntry? { journal[key] }

    /// Returns an order; see ``/JoskLedger/BusinessReader/order(_:)``.
    public func order(_ lookup: OrderLookup) -> OrderDetails? {
        switch lookup {
        case .id(let id): orders[id]
        case .reference(let reference): ordersByReference[reference].flatMap { orders[$0] }
        }
    }

    /// Visits every row, in the order of ``RowOrder/owner``.
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
