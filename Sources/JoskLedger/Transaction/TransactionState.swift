/// The rows of one business that a store has loaded for one transaction, and the changes of that transaction.
///
/// For a transaction, the store has locked the rows. A state from ``Store/snapshot(of:in:)`` has no locks.
///
/// Decisions read the state. The engine applies their changes to it, so the next decision of a batch sees the changes
/// of the ones before it. The state is a value: it has no reference to a store, never waits, and can be created in a
/// test.
///
/// The state distinguishes *absent* (nil) from *not in the footprint* (a programming error, which traps). A read that
/// a command forgot to declare therefore fails on every store, instead of finding nothing on some.
public struct TransactionState: Sendable {
    /// The identifier of the business.
    public let businessID: Business.ID
    /// The time of the transaction, which the store takes after it has acquired the locks.
    public let now: Timestamp
    /// The changes of the transaction so far, of which the store must write all or none.
    public internal(set) var changes = TransactionChanges()
    /// The identifier of the command that is being decided, set by the engine.
    package internal(set) var commandID = JournalEntry.ID(high: 0, low: 0)

    let footprint: Footprint
    var storedBusiness: Business?
    var customers: [Customer.ID: CustomerAccount]
    var products: [Product.ID: ProductStock]
    var orders: [Order.ID: RefundableOrder]
    var payments: [Payment.ID: Payment]
    var journal: [IdempotencyKey: JournalEntry]
    var customersByReference: [CustomerReference: Customer.ID]
    var productsBySKU: [SKU: Product.ID]
    var ordersByReference: [OrderReference: Order.ID]

    /// Creates the state of a footprint from the rows that the store has found.
    ///
    /// - Precondition: No two rows have the same identifier or key. Every order whose customer and products are in
    ///   `rows` is in the footprint.
    ///
    /// - Parameters:
    ///   - businessID: The identifier of the business.
    ///   - footprint: The footprint that the store was asked to load.
    ///   - rows: The rows that exist.
    ///   - now: The time of the transaction, taken after the locks were acquired.
    public init(of businessID: Business.ID, footprint: Footprint, rows: LoadedRows, now: Timestamp) {
        var footprint = footprint
        let completeOrders = Self.completeOrders(in: rows)
        for record in completeOrders {
            precondition(footprint.orders.contains(record.id), "order \(record.id) is not in the footprint")
            footprint.customers.insert(record.order.customerID)
            footprint.products.formUnion(record.order.lines.lazy.map(\.productID))
        }
        self.businessID = businessID
        self.now = now
        self.footprint = footprint
        storedBusiness = rows.business
        // Identifiers are primary keys. A store that finds two rows with one identifier is broken, and this traps.
        customers = Dictionary(uniqueKeysWithValues: rows.customers.lazy.map { ($0.id, $0) })
        products = Dictionary(uniqueKeysWithValues: rows.products.lazy.map { ($0.id, $0) })
        orders = Dictionary(uniqueKeysWithValues: completeOrders.lazy.map { ($0.id, $0) })
        payments = Dictionary(uniqueKeysWithValues: rows.payments.lazy.map { ($0.id, $0) })
        journal = Dictionary(uniqueKeysWithValues: rows.journal.lazy.map { ($0.key, $0) })
        customersByReference = rows.customersByReference
        productsBySKU = rows.productsBySKU
        ordersByReference = rows.ordersByReference
    }

    /// Returns the orders whose customer and products are all among the loaded rows.
    ///
    /// Other orders are absent from the state.
    private static func completeOrders(in rows: LoadedRows) -> [RefundableOrder] {
        if rows.orders.isEmpty { return [] }
        let (customers, products) = (Set(rows.customers.map(\.id)), Set(rows.products.map(\.id)))
        return rows.orders.filter { record in
            customers.contains(record.order.customerID)
                && record.order.lines.allSatisfy { products.contains($0.productID) }
        }
    }
}
