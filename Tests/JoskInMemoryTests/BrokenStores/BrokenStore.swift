import JoskInMemory
import JoskLedger

/// A store with one flaw, made to show that the conformance suite can fail. Each is the kind of mistake that
/// somebody has made in a real one. The flaw is in `transact`, or in which tables are found; the rest is
/// sound.
protocol BrokenStore: Store, Actor {
    /// The tables of a business, as the store finds them.
    func tables(of business: Business.ID) -> Tables
}

extension BrokenStore {
    func snapshot(of footprint: Footprint, in business: Business.ID) async throws(StoreError) -> State {
        tables(of: business).state(of: footprint, in: business, now: .now)
    }

    func account(_ lookup: CustomerLookup, in business: Business.ID) async throws(StoreError) -> Account? {
        tables(of: business).account(lookup)
    }

    func item(_ lookup: ProductLookup, in business: Business.ID) async throws(StoreError) -> StockItem? {
        tables(of: business).item(lookup)
    }

    func order(_ lookup: OrderLookup, in business: Business.ID) async throws(StoreError) -> OrderRecord? {
        tables(of: business).order(lookup)
    }

    func accounts(
        in business: Business.ID, _ page: PageRequest<Customer.ID>
    ) async throws(StoreError) -> Page<Account, Customer.ID> {
        tables(of: business).accounts(page)
    }

    func items(
        in business: Business.ID, _ page: PageRequest<Product.ID>
    ) async throws(StoreError) -> Page<StockItem, Product.ID> {
        tables(of: business).items(page)
    }

    func orders(
        by customer: Customer.ID, in business: Business.ID, _ page: PageRequest<Int64>
    ) async throws(StoreError) -> Page<OrderRecord, Int64> {
        tables(of: business).orders(by: customer, page)
    }

    func ledgerEntries(
        of customer: Customer.ID, in business: Business.ID, _ page: PageRequest<Int64>
    ) async throws(StoreError) -> Page<LedgerEntry, Int64> {
        tables(of: business).ledgerEntries(of: customer, page)
    }

    func lastEntry(
        of customer: Customer.ID, in business: Business.ID, at time: Timestamp
    ) async throws(StoreError) -> LedgerEntry? {
        tables(of: business).lastEntry(of: customer, at: time)
    }

    func payments(
        having reference: PaymentReference, in business: Business.ID, _ page: PageRequest<Payment.ID>
    ) async throws(StoreError) -> Page<Payment, Payment.ID> {
        tables(of: business).payments(having: reference, page)
    }

    func stockMovements(
        of product: Product.ID, in business: Business.ID, _ page: PageRequest<Int64>
    ) async throws(StoreError) -> Page<StockMovement, Int64> {
        tables(of: business).stockMovements(of: product, page)
    }

    func fold<Result: Sendable>(
        rowsIn business: Business.ID, by order: RowOrder, into initial: Result,
        _ step: @Sendable (inout Result, StoredRow) -> Void
    ) async throws(StoreError) -> Result {
        var result = initial
        tables(of: business).forEachRow(by: order) { step(&result, $0) }
        return result
    }
}
