/// What a command reads and touches, said before anything is read: the store locks and loads exactly this.
///
/// It also names the keys that the command wants to create (identifiers, references, SKUs), so that the
/// decision itself can see that one is taken. What is named but does not exist is *absent* from the
/// ``TransactionState``; what is not named may not be asked for. The business itself is part of every footprint.
public struct Footprint: Sendable, Hashable {
    /// Customers to lock, each with its last ledger entry and how many orders there are.
    public var customers: Set<Customer.ID> = []
    /// Products to lock, each with its stock.
    public var products: Set<Product.ID> = []
    /// Orders with their refunds. The order's customer and the products on its lines belong to the footprint
    /// too, though the caller need not know them: the store finds, locks and loads them.
    public var orders: Set<Order.ID> = []
    /// Payments, each with the number of its reversal, if it was reversed. What is no payment, but another
    /// kind of entry, is absent. The customer belongs to the footprint too: name it, or it is not locked.
    public var payments: Set<Payment.ID> = []
    /// Idempotency keys, each with its journal entry.
    public var keys: Set<IdempotencyKey> = []
    /// Customer references, each with the customer who has it.
    public var customerReferences: Set<CustomerReference> = []
    /// SKUs, each with the product that has it.
    public var skus: Set<SKU> = []
    /// Order references, each with the order that has it.
    public var orderReferences: Set<OrderReference> = []

    /// A footprint that names the business and what is given.
    public init(
        customers: Set<Customer.ID> = [], products: Set<Product.ID> = [], orders: Set<Order.ID> = [],
        payments: Set<Payment.ID> = [], keys: Set<IdempotencyKey> = [],
        customerReferences: Set<CustomerReference> = [], skus: Set<SKU> = [],
        orderReferences: Set<OrderReference> = []
    ) {
        self.customers = customers
        self.products = products
        self.orders = orders
        self.payments = payments
        self.keys = keys
        self.customerReferences = customerReferences
        self.skus = skus
        self.orderReferences = orderReferences
    }

    /// Adds what another footprint names: the footprint of a batch is the union of its commands' footprints.
    public mutating func formUnion(_ other: Footprint) {
        customers.formUnion(other.customers)
        products.formUnion(other.products)
        orders.formUnion(other.orders)
        payments.formUnion(other.payments)
        keys.formUnion(other.keys)
        customerReferences.formUnion(other.customerReferences)
        skus.formUnion(other.skus)
        orderReferences.formUnion(other.orderReferences)
    }

    /// How many rows it names: what a transaction on it locks and loads, and about as many as it writes.
    public var rowCount: Int {
        customers.count + products.count + orders.count + payments.count + keys.count
            + customerReferences.count
            + skus.count + orderReferences.count
    }
}
