import JoskInMemory
import JoskLedger
import JoskTesting

// Stores that write correctly, each with one read that returns a wrong result.

/// A store that finds a product's movements in any business.
actor UnscopedMovementStore: ForwardingStore {
    let store: any Store = InMemoryStore()
    private var businesses: [Business.ID] = []

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        if !businesses.contains(business) { businesses.append(business) }
        return try await store.transact(in: business, work)
    }

    func stockMovements(
        of product: Product.ID, in _: Business.ID, page: PageRequest<StockMovement>
    ) async throws(StoreError) -> Page<StockMovement> {
        var found = Page([], for: page)
        for business in businesses where found.elements.isEmpty {
            found = try await store.stockMovements(of: product, in: business, page: page)
        }
        return found
    }
}

/// A store that finds a customer's last entry in any business.
actor UnscopedEntryStore: ForwardingStore {
    let store: any Store = InMemoryStore()
    private var businesses: [Business.ID] = []

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        if !businesses.contains(business) { businesses.append(business) }
        return try await store.transact(in: business, work)
    }

    func lastEntry(
        of customer: Customer.ID, in _: Business.ID, asOf time: Timestamp
    ) async throws(StoreError) -> LedgerEntry? {
        for business in businesses {
            if let entry = try await store.lastEntry(of: customer, in: business, asOf: time) { return entry }
        }
        return nil
    }
}

/// A store that finds nothing after a cursor whose customer does not exist.
struct ExactCursorStore: ForwardingStore {
    let store: any Store = InMemoryStore()

    func customers(
        in business: Business.ID, page: PageRequest<CustomerAccount>
    ) async throws(StoreError) -> Page<CustomerAccount> {
        if let cursor = page.cursor, try await store.customer(.id(cursor), in: business) == nil {
            return Page([], for: page)
        }
        return try await store.customers(in: business, page: page)
    }
}

/// A store that lists orders without their refunds.
struct UnrefundedStore: ForwardingStore {
    let store: any Store = InMemoryStore()

    func orders(
        by customer: Customer.ID, in business: Business.ID, page: PageRequest<OrderDetails>
    ) async throws(StoreError) -> Page<OrderDetails> {
        let found = try await store.orders(by: customer, in: business, page: page)
        return found.map(page) { OrderDetails(order: $0.order, refunds: []) }
    }
}

/// A store whose pages of orders have as many orders as requested, however many lines these have.
struct EndlessPageStore: ForwardingStore {
    let store: any Store = InMemoryStore()

    func orders(
        by customer: Customer.ID, in business: Business.ID, page: PageRequest<OrderDetails>
    ) async throws(StoreError) -> Page<OrderDetails> {
        var (found, next): ([OrderDetails], PageRequest<OrderDetails>?) = ([], page)
        while let request = next, found.count < page.limit {
            let part = try await store.orders(by: customer, in: business, page: request)
            found += part.elements
            next = part.next
        }
        return Page(found.prefix(page.limit), hasMore: found.count > page.limit || next != nil, for: page)
    }
}

/// A store that lists all movements as receipts of goods.
struct OneKindStore: ForwardingStore {
    let store: any Store = InMemoryStore()

    func stockMovements(
        of product: Product.ID, in business: Business.ID, page: PageRequest<StockMovement>
    ) async throws(StoreError) -> Page<StockMovement> {
        let found = try await store.stockMovements(of: product, in: business, page: page)
        return found.map(page) { movement in
            StockMovement(
                productID: movement.productID, sequence: movement.sequence, kind: .receipt(nil),
                quantity: movement.quantity, stock: movement.stock, movedAt: movement.movedAt,
                commandID: movement.commandID)
        }
    }
}

/// A store that finds the first of several entries with the same time.
struct FirstOfEqualsStore: ForwardingStore {
    let store: any Store = InMemoryStore()

    func lastEntry(
        of customer: Customer.ID, in business: Business.ID, asOf time: Timestamp
    ) async throws(StoreError) -> LedgerEntry? {
        let last = try await store.lastEntry(of: customer, in: business, asOf: time)
        let page = PageRequest<LedgerEntry>.ascending(limit: 1_000)
        return try await store.ledgerEntries(of: customer, in: business, page: page).elements
            .first { $0.recordedAt == last?.recordedAt }
    }
}

extension Page {
    /// Returns the page with each element changed.
    fileprivate func map(_ request: PageRequest<Element>, _ change: (Element) -> Element) -> Page {
        let changed = elements.map(change)
        // One additional element makes a page report that there is a next page.
        return Page(next == nil ? changed : changed + changed.suffix(1), for: request)
    }
}
