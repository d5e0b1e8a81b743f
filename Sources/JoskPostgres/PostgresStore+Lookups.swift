public import JoskLedger
internal import JoskLibPQ

extension PostgresStore {
    /// Returns the state of a footprint in one snapshot, without locks.
    ///
    /// For the contract, see ``/JoskLedger/Store/snapshot(of:in:)``.
    public func snapshot(
        of footprint: Footprint, in business: Business.ID
    ) async throws(StoreError) -> TransactionState {
        let deadline = ContinuousClock.now + configuration.readTimeout
        let settings = transactionSettings(by: deadline)
        let use = ConnectionUse.read(of: business, rowCount: footprint.rowCount)
        return try await tryRead(for: use, connectingBy: deadline, retryingUntil: deadline) {
            (connection) throws(PostgresError) in
            var batch = StatementBatch(isPrepared: settings.preparesStatements)
            settings.appendBeginReading(in: business, to: &batch)
            let load = FootprintLoad(of: footprint, in: business, .readOnly, to: &batch)
            batch.append(sql: "COMMIT")
            let results = StatementBatchResults(try connection.run(batch.pipeline, by: deadline))
            return try load.state(from: results, clock: settings.clock).state
        }
    }

    /// Returns a customer with the head of the ledger, or nil if the customer does not exist.
    ///
    /// For the contract, see ``/JoskLedger/Store/customer(_:in:)``.
    public func customer(
        _ lookup: CustomerLookup, in business: Business.ID
    ) async throws(StoreError) -> CustomerAccount? {
        let found = try await read(in: business) { batch in
            batch.append(FindCustomer(business: business, lookup: lookup))
        } _: { (results, place) throws(PostgresError) in
            try results.rows(of: place).first?.customerAccount(in: results.currency)
        }
        return found ?? nil
    }

    /// Returns a product with its stock, or nil if it does not exist.
    ///
    /// For the contract, see ``/JoskLedger/Store/product(_:in:)``.
    public func product(
        _ lookup: ProductLookup, in business: Business.ID
    ) async throws(StoreError) -> ProductStock? {
        let found = try await read(in: business) { batch in
            batch.append(FindProduct(business: business, lookup: lookup))
        } _: { (results, place) throws(PostgresError) in
            try results.rows(of: place).first?.productStock(in: results.currency)
        }
        return found ?? nil
    }

    /// Returns an order with its refunds, or nil if it does not exist.
    ///
    /// For the contract, see ``/JoskLedger/Store/order(_:in:)``.
    public func order(
        _ lookup: OrderLookup, in business: Business.ID
    ) async throws(StoreError) -> OrderDetails? {
        let found = try await read(in: business) { batch in
            (
                batch.append(FindOrder(business: business, lookup: lookup)),
                batch.append(FindRefunds(business: business, lookup: lookup))
            )
        } _: { (results, places) throws(PostgresError) -> OrderDetails? in
            guard let order = try results.rows(of: places.0).first else { return nil }
            return OrderDetails(
                order: order.order(in: results.currency),
                refunds: try results.rows(of: places.1).map { $0.refund(in: results.currency) })
        }
        return found ?? nil
    }

    /// Returns a customer's last ledger entry that was recorded up to a time, or nil if there is none.
    ///
    /// For the contract, see ``/JoskLedger/Store/lastEntry(of:in:asOf:)``.
    public func lastEntry(
        of customer: Customer.ID, in business: Business.ID, asOf time: Timestamp
    ) async throws(StoreError) -> LedgerEntry? {
        let found = try await read(in: business) { batch in
            batch.append(FindLastEntry(business: business, customer: customer, time: time))
        } _: { (results, place) throws(PostgresError) in
            try results.rows(of: place).first?.entry(in: results.currency)
        }
        return found ?? nil
    }
}
