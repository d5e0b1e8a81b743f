/// What a store locked and loaded of one business for one transaction, and what the transaction has changed.
///
/// Decisions read it; applying their changes evolves it, so the next decision of a batch sees what its
/// predecessors left. It is a value: it knows no store, waits for nothing, and can be made by hand in a test.
///
/// It tells *absent* (nil) from *not in the footprint* (a programmer's error, which traps), so that a read
/// which a command forgot to declare fails in every store alike instead of finding nothing in one of them.
public struct TransactionState: Sendable {
    /// The business whose state this is.
    public let businessID: Business.ID
    /// The time of the transaction, which the store took after it held the locks.
    public let now: Timestamp
    /// What the transaction has changed so far: what the store must write, all of it or none.
    public internal(set) var changes = TransactionChanges()
    /// The command that is being decided, set by the engine.
    package internal(set) var commandID = JournalEntry.ID(high: 0, low: 0)

    let footprint: Footprint
    var storedBusiness: Business?
    var customers: [Customer.ID: CustomerAccount]
    var products: [Product.ID: ProductStock]
    var orders: [Order.ID: OrderDetails]
    var payments: [Payment.ID: Payment]
    var journal: [IdempotencyKey: JournalEntry]
    var customersByReference: [CustomerReference: Customer.ID]
    var productsBySKU: [SKU: Product.ID]
    var ordersByReference: [OrderReference: Order.ID]

    /// The state for a footprint, from what the store found of it.
    public init(of businessID: Business.ID, footprint: Footprint, rows: LoadedRows, now: Timestamp) {
        var footprint = footprint
        let whole = Self.whole(rows)
        for record in whole {
            precondition(footprint.orders.contains(record.id), "order \(record.id) is not in the footprint")
            footprint.customers.insert(record.order.customerID)
            footprint.products.formUnion(record.order.lines.lazy.map(\.productID))
        }
        self.businessID = businessID
        self.now = now
        self.footprint = footprint
        storedBusiness = rows.business
        // One row an identifier is what a primary key means; a store that finds two is broken.
        customers = Dictionary(uniqueKeysWithValues: rows.customers.lazy.map { ($0.id, $0) })
        products = Dictionary(uniqueKeysWithValues: rows.products.lazy.map { ($0.id, $0) })
        orders = Dictionary(uniqueKeysWithValues: whole.lazy.map { ($0.id, $0) })
        payments = Dictionary(uniqueKeysWithValues: rows.payments.lazy.map { ($0.id, $0) })
        journal = Dictionary(uniqueKeysWithValues: rows.journal.lazy.map { ($0.key, $0) })
        customersByReference = rows.customersByReference
        productsBySKU = rows.productsBySKU
        ordersByReference = rows.ordersByReference
    }

    /// The orders that came with their customer and all their products, locked. Another is not there for this
    /// transaction.
    private static func whole(_ rows: LoadedRows) -> [OrderDetails] {
        if rows.orders.isEmpty { return [] }
        let (customers, products) = (Set(rows.customers.map(\.id)), Set(rows.products.map(\.id)))
        return rows.orders.filter { record in
            customers.contains(record.order.customerID)
                && record.order.lines.allSatisfy { products.contains($0.productID) }
        }
    }
}
