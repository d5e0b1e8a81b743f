import JoskLedger
import JoskLibPQ

/// The statements that load a footprint, and the decoding of their results.
///
/// Only statements for the parts that the footprint names are sent. Their order is part of the contract: locks first,
/// fences before customers and customers before products; then, each with a newer snapshot, the rows that the locks
/// protect; the journal last.
///
/// An order's customer and products are found with the order; the caller need not know them. An order that commits
/// while a locking statement waits is not found by that statement, and its customer is not locked: see "Orders" in the
/// contract of ``/JoskLedger/Store``.
struct FootprintLoad {
    private let footprint: Footprint
    private let businessID: Business.ID

    private let customers: StatementBatch.Place<LoadCustomers>?
    private let products: StatementBatch.Place<LoadProducts>?
    private let context: StatementBatch.Place<LoadTransactionContext>
    private let heads: StatementBatch.Place<LoadLedgerHeads>?
    private let orders: StatementBatch.Place<LoadOrders>?
    private let refunds: StatementBatch.Place<LoadRefundSums>?
    private let payments: StatementBatch.Place<LoadPayments>?
    private let customerReferences: StatementBatch.Place<LoadCustomerReferences>?
    private let skus: StatementBatch.Place<LoadSKUs>?
    private let orderReferences: StatementBatch.Place<LoadOrderReferences>?
    private let journal: StatementBatch.Place<LoadJournal>?
    /// The status queries for the transactions in doubt, which run once the locks are held.
    let statuses: [StatementBatch.Place<LoadTransactionStatus>]

    /// Appends the statements that read a footprint's rows to a batch, and creates the reader of their results.
    ///
    /// - Parameters:
    ///   - footprint: The footprint.
    ///   - business: The business of the footprint.
    ///   - access: The access to the rows, which decides if they are locked.
    ///   - inDoubt: The earlier attempts that are in doubt. Their status is queried after the rows are
    ///     locked and before the journal is read.
    ///   - batch: The batch.
    init(
        of footprint: Footprint, in business: Business.ID, _ access: RowAccess,
        inDoubt: [InDoubtTransaction] = [],
        to batch: inout StatementBatch
    ) {
        self.footprint = footprint
        businessID = business
        if access == .locking, !footprint.fencedKeys.isEmpty {
            batch.append(LockFences(business: business, keys: footprint.fencedKeys))
        }
        let hasCustomers = !footprint.customers.isEmpty || !footprint.orders.isEmpty
        let hasProducts = !footprint.products.isEmpty || !footprint.orders.isEmpty
        customers = batch.append(
            LoadCustomers(
                business: business, customers: footprint.customers, orders: footprint.orders, access: access),
            if: hasCustomers)
        products = batch.append(
            LoadProducts(
                business: business, products: footprint.products, orders: footprint.orders, access: access),
            if: hasProducts)
        statuses = inDoubt.map { batch.append(LoadTransactionStatus(transactionID: $0.transactionID)) }
        context = batch.append(LoadTransactionContext(business: business, access: access))
        heads = batch.append(
            LoadLedgerHeads(business: business, customers: footprint.customers, orders: footprint.orders),
            if: hasCustomers)
        orders = batch.append(
            LoadOrders(business: business, orders: footprint.orders), if: !footprint.orders.isEmpty)
        refunds = batch.append(
            LoadRefundSums(business: business, orders: footprint.orders), if: !footprint.orders.isEmpty)
        payments = batch.append(
            LoadPayments(business: business, payments: Array(footprint.payments)),
            if: !footprint.payments.isEmpty)
        customerReferences = batch.append(
            LoadCustomerReferences(business: business, references: footprint.customerReferences),
            if: !footprint.customerReferences.isEmpty)
        skus = batch.append(LoadSKUs(business: business, skus: footprint.skus), if: !footprint.skus.isEmpty)
        orderReferences = batch.append(
            LoadOrderReferences(business: business, references: footprint.orderReferences),
            if: !footprint.orderReferences.isEmpty)
        journal = batch.append(
            LoadJournal(business: business, keys: footprint.keys), if: !footprint.keys.isEmpty)
    }
}

// MARK: - Results

extension FootprintLoad {
    /// Throws if the transaction is read-only.
    ///
    /// The server refuses the first row lock of such a transaction. A transaction that locks nothing would get the
    /// error only when it writes, and a replay would never get it.
    func checkIsWritable(_ results: StatementBatchResults) throws(PostgresError) {
        if try results.rows(of: context).first?.transactionID == nil { throw .refused(.readOnlyTransaction) }
    }

    /// Throws if the server's clock differs from this process's by more than a bound.
    ///
    /// - Parameter sent: This process's time when the query was sent.
    func checkClock(
        _ results: StatementBatchResults, sent: Timestamp, _ bound: Duration?
    ) throws(PostgresError) {
        guard let bound, let server = try results.rows(of: context).first?.now else { return }
        let skew = ClockSkew(server: server, sent: sent, received: .now, over: bound)
        if let skew { throw skew.error }
    }

    /// Decodes the footprint's rows and the transaction's ID from the results of the first round trip.
    ///
    /// - Parameter clock: A clock that replaces the server's, for tests. This method reads it; the rows are locked by
    ///   then, as they are when the server reads its own.
    func state(
        from results: StatementBatchResults, clock: (@Sendable () -> Timestamp)?
    ) throws(PostgresError) -> LoadedState {
        guard let context = try results.rows(of: context).first else {
            throw .malformed("the query for the transaction's time returned no row")
        }
        var rows = LoadedRows()
        rows.business = context.business
        if let currency = context.business?.currency {
            rows.customers = try customers(from: results, in: currency)
            rows.products = try results.rows(of: products).map { $0.productStock(in: currency) }
            rows.orders = try orders(from: results, in: currency)
            rows.payments = try results.rows(of: payments).map { $0.payment(in: currency) }
        }
        rows.journal = try results.rows(of: journal)
        for (reference, id) in try results.rows(of: customerReferences) {
            rows.customersByReference[reference] = id
        }
        for (sku, id) in try results.rows(of: skus) { rows.productsBySKU[sku] = id }
        for (reference, id) in try results.rows(of: orderReferences) {
            rows.ordersByReference[reference] = id
        }
        let lastEntries = rows.customers.map { ($0.id, $0.lastEntry) }
        return LoadedState(
            state: TransactionState(
                of: businessID, footprint: footprint, rows: rows, now: clock?() ?? context.now),
            transactionID: context.transactionID ?? "",
            lastEntries: Dictionary(lastEntries) { first, _ in first }, hasReplays: !rows.journal.isEmpty)
    }

    /// Returns the customers that this transaction has locked, with the heads of their ledgers.
    ///
    /// If an order was committed meanwhile, a later statement may find a customer that is not locked. Such a customer
    /// is left out.
    private func customers(
        from results: StatementBatchResults, in currency: Currency
    ) throws(PostgresError) -> [CustomerAccount] {
        var heads: [Customer.ID: LedgerHead] = [:]
        for head in try results.rows(of: self.heads) {
            heads[head.lastEntry.customerID] = head
        }
        return try results.rows(of: customers).map { (customer) throws(PostgresError) in
            guard let head = heads[customer.id] else {
                throw .malformed("customer \(customer.id) has no ledger entry")
            }
            return head.customerAccount(of: customer, in: currency)
        }
    }

    private func orders(
        from results: StatementBatchResults, in currency: Currency
    ) throws(PostgresError) -> [RefundableOrder] {
        var sums: [Order.ID: RefundSums] = [:]
        for row in try results.rows(of: refunds) { sums[row.orderID] = row }
        return try results.rows(of: orders).map { row in
            let sums = sums[row.id]
            return RefundableOrder(
                order: row.order(in: currency), refundCount: sums?.count ?? 0,
                refundedQuantities: sums?.quantities ?? [:], refundedMinorUnits: sums?.amount ?? 0)
        }
    }
}
