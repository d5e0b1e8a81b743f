import JoskLedger
import JoskLibPQ

/// The statements that load a footprint, and what becomes of their answers.
///
/// Only what the footprint names is asked for. The order of the statements is part of the contract: locks first,
/// customers before products; then, each with a newer snapshot, what the locks protect; the journal last.
///
/// An order's customer and products are found with it; the caller need not know them. An order that commits while a locking
/// statement waits is not found by it, and its customer is not locked: see the contract of ``Store``, "Orders".
struct FootprintLoad {
    private let footprint: Footprint
    private let businessID: Business.ID

    private let customers: StatementBatch.Place<LoadCustomers>?
    private let products: StatementBatch.Place<LoadProducts>?
    private let context: StatementBatch.Place<LoadTransactionContext>
    private let heads: StatementBatch.Place<LoadLedgerHeads>?
    private let orders: StatementBatch.Place<LoadOrders>?
    private let refunds: StatementBatch.Place<LoadRefunds>?
    private let payments: StatementBatch.Place<LoadPayments>?
    private let customerReferences: StatementBatch.Place<LoadCustomerReferences>?
    private let skus: StatementBatch.Place<LoadSKUs>?
    private let orderReferences: StatementBatch.Place<LoadOrderReferences>?
    private let journal: StatementBatch.Place<LoadJournal>?
    /// What the caller wanted to know behind the locks.
    let statuses: [StatementBatch.Place<LoadTransactionStatus>]

    /// Appends the statements to a batch.
    ///
    /// - Parameters:
    ///   - access: Whether the rows are to be locked.
    ///   - inDoubt: Transactions of which it is to be asked, behind the locks and before the journal is read, whether
    ///     they are still running.
    init(
        of footprint: Footprint, in business: Business.ID, _ access: RowAccess,
        inDoubt: [InDoubtTransaction] = [],
        to batch: inout StatementBatch
    ) {
        self.footprint = footprint
        businessID = business
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
            LoadRefunds(business: business, orders: footprint.orders), if: !footprint.orders.isEmpty)
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

// MARK: - The answers

extension FootprintLoad {
    /// Makes sure that the transaction may write. One that waits for a row is told by the server; one that locks nothing
    /// would be told only when it writes, and a replay never.
    func checkIsWritable(_ results: StatementBatchResults) throws(PostgresError) {
        if try results.rows(of: context).first?.transactionID == nil { throw .refused(.readOnlyTransaction) }
    }

    /// What the answers come to: the state, and the number of the transaction.
    ///
    /// - Parameter clock: A clock instead of the server's, for tests. As the server's, it is asked behind the locks.
    func state(
        from results: StatementBatchResults, clock: (@Sendable () -> Timestamp)?
    ) throws(PostgresError) -> LoadedState {
        guard let context = try results.rows(of: context).first else {
            throw .malformed("the statement that tells the time has no row")
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

    /// The customers that this transaction has locked, where their ledgers stand. One whom a later statement
    /// alone has found, for an order was committed meanwhile, is not locked and is left out.
    private func customers(
        from results: StatementBatchResults, in currency: Currency
    ) throws(PostgresError) -> [CustomerAccount] {
        var heads: [Customer.ID: LedgerHead] = [:]
        for head in try results.rows(of: self.heads) {
            heads[head.lastEntry.customerID] = head
        }
        return try results.rows(of: customers).map { (customer) throws(PostgresError) in
            guard let head = heads[customer.id] else {
                throw .malformed("customer \(customer.id) has no ledger")
            }
            return head.customerAccount(of: customer, in: currency)
        }
    }

    private func orders(
        from results: StatementBatchResults, in currency: Currency
    ) throws(PostgresError) -> [OrderDetails] {
        let refunds = Dictionary(
            grouping: try results.rows(of: refunds).map { $0.refund(in: currency) }, by: \.id.orderID)
        return try results.rows(of: orders).map { row in
            OrderDetails(order: row.order(in: currency), refunds: refunds[row.id] ?? [])
        }
    }
}
