/// The changes that a transaction has decided, of which a store writes all or none.
///
/// Only the engine makes changes. A store writes each list unchanged. The elements of a list are in the order in
/// which they were decided.
public struct TransactionChanges: Sendable {
    /// The business, if this transaction creates it.
    public private(set) var business: Business?
    /// The new customers.
    public private(set) var customers: [Customer] = []
    /// The new products, without stock, which movements add.
    public private(set) var products: [Product] = []
    /// The business after its change; nil if it was not changed.
    public private(set) var changedBusiness: Business?
    /// The changed customers after their last change, each once.
    ///
    /// A store writes them after the new customers.
    public private(set) var changedCustomers: [Customer] = []
    /// The changed products after their last change, each once.
    ///
    /// A store writes them after the new products.
    public private(set) var changedProducts: [Product] = []
    /// The new orders, with their lines.
    public private(set) var orders: [Order] = []
    /// The new refunds, with their lines.
    public private(set) var refunds: [Refund] = []
    /// The new ledger entries; the entries of one customer follow one another without a gap.
    public private(set) var entries: [LedgerEntry] = []
    /// The new stock movements; the movements of one product follow one another without a gap.
    ///
    /// The product's stock is the stock after the last of them.
    public private(set) var movements: [StockMovement] = []
    /// The journal entries of the accepted commands.
    public private(set) var journal: [JournalEntry] = []

    package init() {}

    /// True if there is nothing to write, because every command was rejected or had been accepted before.
    public var isEmpty: Bool {
        // Every accepted command has a journal entry.
        journal.isEmpty
    }

    /// The number of facts to append, without the journal entries.
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
