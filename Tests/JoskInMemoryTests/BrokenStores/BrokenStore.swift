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
        in business: Business.ID, page: PageRequest<Account>
    ) async throws(StoreError) -> Page<Account> {
        tables(of: business).accounts(page)
    }

    func items(
        in business: Business.ID, page: PageRequest<StockItem>
    ) async throws(StoreError) -> Page<StockItem> {
        tables(of: business).items(page)
    }

    func orders(
        by customer: Customer.ID, in business: Business.ID, page: PageRequest<OrderRecord>
    ) async throws(StoreError) -> Page<OrderRecord> {
        tables(of: business).orders(by: customer, page)
    }

    func ledgerEntries(
        of customer: Customer.ID, in business: Business.ID, page: PageRequest<LedgerEntry>
    ) async throws(StoreError) -> Page<LedgerEntry> {
        tables(of: business).ledgerEntries(of: customer, page)
    }

    func lastEntry(
        of customer: Customer.ID, in business: Business.ID, asOf time: Timestamp
    ) async throws(StoreError) -> LedgerEntry? {
        tables(of: business).lastEntry(of: customer, asOf: time)
    }

    func payments(
        reference: PaymentReference, in business: Business.ID, page: PageRequest<Payment>
    ) async throws(StoreError) -> Page<Payment> {
        tables(of: business).payments(reference: reference, page)
    }

    func stockMovements(
        of product: Product.ID, in business: Business.ID, page: PageRequest<StockMovement>
    ) async throws(StoreError) -> Page<StockMovement> {
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
