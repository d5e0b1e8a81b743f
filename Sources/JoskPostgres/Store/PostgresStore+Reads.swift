public import JoskLedger
internal import JoskLibPQ

extension PostgresStore {
    /// See ``/JoskLedger/Store/snapshot(of:in:)``.
    public func snapshot(
        of footprint: Footprint, in business: Business.ID
    ) async throws(StoreError) -> State {
        let deadline = ContinuousClock.now + configuration.readTimeout
        let settings = transactionSettings(by: deadline)
        return try await tryRead(by: deadline, until: deadline) { (session) throws(PostgresError) in
            var batch = Batch(isPrepared: settings.preparesStatements)
            settings.appendBeginReading(in: business, to: &batch)
            let request = FootprintRequest<Looking>(of: footprint, in: business, to: &batch)
            batch.append(sql: "COMMIT")
            let answers = Answers(try session.run(batch.pipeline, by: deadline))
            return try request.load(from: answers, clock: settings.clock).state
        }
    }

    /// See ``/JoskLedger/Store/account(_:in:)``.
    public func account(
        _ lookup: CustomerLookup, in business: Business.ID
    ) async throws(StoreError) -> Account? {
        switch lookup {
        case .id(let id):
            try await account(FindAccount<ByIdentifier<Customer>>(business: business, value: id))
        case .reference(let reference):
            try await account(
                FindAccount<ByReference<CustomerReference>>(business: business, value: reference))
        }
    }

    private func account<Column>(
        _ statement: FindAccount<Column>
    ) async throws(StoreError) -> Account? {
        let found = try await read(in: statement.business) { batch in
            batch.append(statement)
        } _: { (answers, place) throws(PostgresError) in
            try answers.rows(of: place).first?.account(in: answers.currency)
        }
        return found ?? nil
    }

    /// See ``/JoskLedger/Store/item(_:in:)``.
    public func item(
        _ lookup: ProductLookup, in business: Business.ID
    ) async throws(StoreError) -> StockItem? {
        switch lookup {
        case .id(let id): try await item(FindItem<ByIdentifier<Product>>(business: business, value: id))
        case .sku(let sku): try await item(FindItem<BySKU>(business: business, value: sku))
        }
    }

    private func item<Column>(_ statement: FindItem<Column>) async throws(StoreError) -> StockItem? {
        let found = try await read(in: statement.business) { batch in
            batch.append(statement)
        } _: { (answers, place) throws(PostgresError) in
            try answers.rows(of: place).first?.item(in: answers.currency)
        }
        return found ?? nil
    }

    /// See ``/JoskLedger/Store/order(_:in:)``.
    public func order(
        _ lookup: OrderLookup, in business: Business.ID
    ) async throws(StoreError) -> OrderRecord? {
        switch lookup {
        case .id(let id): try await order(by: ByIdentifier<Order>.self, id, in: business)
        case .reference(let reference):
            try await order(by: ByReference<OrderReference>.self, reference, in: business)
        }
    }

    private func order<Column: LookupColumn>(
        by _: Column.Type, _ value: Column.Value, in business: Business.ID
    ) async throws(StoreError) -> OrderRecord? {
        let found = try await read(in: business) { batch in
            (
                batch.append(FindOrder<Column>(business: business, value: value)),
                batch.append(FindRefunds<Column>(business: business, value: value))
            )
        } _: { (answers, places) throws(PostgresError) -> OrderRecord? in
            guard let order = try answers.rows(of: places.0).first else { return nil }
            return OrderRecord(
                order: order.order(in: answers.currency),
                refunds: try answers.rows(of: places.1).map { $0.refund(in: answers.currency) })
        }
        return found ?? nil
    }

    /// See ``/JoskLedger/Store/lastEntry(of:in:asOf:)``.
    public func lastEntry(
        of customer: Customer.ID, in business: Business.ID, asOf time: Timestamp
    ) async throws(StoreError) -> LedgerEntry? {
        let found = try await read(in: business) { batch in
            batch.append(FindLastEntry(business: business, customer: customer, time: time))
        } _: { (answers, place) throws(PostgresError) in
            try answers.rows(of: place).first?.entry(in: answers.currency)
        }
        return found ?? nil
    }
}
