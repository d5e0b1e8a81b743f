/// The facts to append that a transaction decided: what a store writes, all of it or none.
///
/// Only the engine makes changes. A store writes each list as it stands; within a list, what comes first was
/// decided first.
public struct TransactionChanges: Sendable {
    /// The business, if it is created by this transaction.
    public private(set) var business: Business?
    /// New customers.
    public private(set) var customers: [Customer] = []
    /// New products, without stock: movements bring it.
    public private(set) var products: [Product] = []
    /// The business as it is now, if it was changed.
    public private(set) var changedBusiness: Business?
    /// Customers as they are now, each that was changed, once; written after the new ones.
    public private(set) var changedCustomers: [Customer] = []
    /// Products as they are now, each that was changed, once; written after the new ones.
    public private(set) var changedProducts: [Product] = []
    /// New orders, with their lines.
    public private(set) var orders: [Order] = []
    /// New refunds, with their lines.
    public private(set) var refunds: [Refund] = []
    /// New ledger entries; those of one customer follow one another without a gap.
    public private(set) var entries: [LedgerEntry] = []
    /// New stock movements; those of one product follow one another without a gap. The product's stock is
    /// what the last of them left.
    public private(set) var movements: [StockMovement] = []
    /// The accepted commands.
    public private(set) var journal: [JournalEntry] = []

    package init() {}

    /// Whether there is nothing to write: every command was rejected, or had been accepted before.
    public var isEmpty: Bool {
        // Whatever was accepted is in the journal.
        journal.isEmpty
    }

    /// How many facts there are to append, the journal not counted.
    var factCount: Int { orders.count + refunds.count + entries.count + movements.count }
}

extension TransactionChanges {
    package mutating func create(_ business: Business) { self.business = business }
    package mutating func add(_ customer: Customer) { customers.append(customer) }
    package mutating func add(_ product: Product) { products.append(product) }
    package mutating func change(_ business: Business) { changedBusiness = business }

    package mutating func change(_ customer: Customer) {
        changedCustomers.removeAll { $0.id == customer.id }
        changedCustomers.append(customer)
    }

    package mutating func change(_ product: Product) {
        changedProducts.removeAll { $0.id == product.id }
        changedProducts.append(product)
    }

    package mutating func place(_ order: Order) { orders.append(order) }
    package mutating func record(_ refund: Refund) { refunds.append(refund) }
    package mutating func post(_ entry: LedgerEntry) { entries.append(entry) }
    package mutating func move(_ movement: StockMovement) { movements.append(movement) }
    package mutating func accept(_ entry: JournalEntry) { journal.append(entry) }

    mutating func append(_ later: TransactionChanges) {
        business = later.business ?? business
        customers += later.customers
        products += later.products
        changedBusiness = later.changedBusiness ?? changedBusiness
        for customer in later.changedCustomers { change(customer) }
        for product in later.changedProducts { change(product) }
        orders += later.orders
        refunds += later.refunds
        entries += later.entries
        movements += later.movements
        journal += later.journal
    }
}
