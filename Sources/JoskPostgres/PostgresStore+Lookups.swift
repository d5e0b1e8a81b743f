public import JoskLedger
internal import JoskLibPQ

extension PostgresStore {
    /// See ``/JoskLedger/Store/snapshot(of:in:)``.
    public func snapshot(
        of footprint: Footprint, in business: Business.ID
    ) async throws(StoreError) -> TransactionState {
        let deadline = ContinuousClock.now + configuration.readTimeout
        let settings = transactionSettings(by: deadline)
        return try await tryRead(connectingBy: deadline, retryingUntil: deadline) {
            (session) throws(PostgresError) in
            var batch = Batch(isPrepared: settings.preparesStatements)
            settings.appendBeginReading(in: business, to: &batch)
            let request = FootprintLoad(of: footprint, in: business, .readOnly, to: &batch)
            batch.append(sql: "COMMIT")
            let answers = BatchResults(try session.run(batch.pipeline, by: deadline))
            return try request.load(from: answers, clock: settings.clock).state
        }
    }

    /// See ``/JoskLedger/Store/customer(_:in:)``.
    public func customer(
        _ lookup: CustomerLookup, in business: Business.ID
    ) async throws(StoreError) -> CustomerAccount? {
        let found = try await read(in: business) { batch in
            batch.append(FindCustomer(business: business, lookup: lookup))
        } _: { (answers, place) throws(PostgresError) in
            try answers.rows(of: place).first?.customerAccount(in: answers.currency)
        }
        return found ?? nil
    }

    /// See ``/JoskLedger/Store/product(_:in:)``.
    public func product(
        _ lookup: ProductLookup, in business: Business.ID
    ) async throws(StoreError) -> ProductStock? {
        let found = try await read(in: business) { batch in
            batch.append(FindProduct(business: business, lookup: lookup))
        } _: { (answers, place) throws(PostgresError) in
            try answers.rows(of: place).first?.productStock(in: answers.currency)
        }
        return found ?? nil
    }

    /// See ``/JoskLedger/Store/order(_:in:)``.
    public func order(
        _ lookup: OrderLookup, in business: Business.ID
    ) async throws(StoreError) -> OrderDetails? {
        let found = try await read(in: business) { batch in
            (
                batch.append(FindOrder(business: business, lookup: lookup)),
                batch.append(FindRefunds(business: business, lookup: lookup))
            )
        } _: { (answers, places) throws(PostgresError) -> OrderDetails? in
            guard let order = try answers.rows(of: places.0).first else { return nil }
            return OrderDetails(
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
