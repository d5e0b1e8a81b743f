/// The read and write set of a command, declared before anything is read.
///
/// The store locks and loads exactly the rows of the footprint. A footprint also names the keys that the command
/// creates (identifiers, references, SKUs), so that the decision can see that one is taken.
///
/// A row that is named but does not exist is *absent* from the ``TransactionState``. A decision must not read a row
/// that is not named: that traps. The business itself is part of every footprint.
public struct Footprint: Sendable, Hashable {
    /// The identifiers of the customers to lock.
    ///
    /// The store also loads the last ledger entry and the number of orders of each.
    public var customers: Set<Customer.ID> = []
    /// The products to lock, each with its stock.
    public var products: Set<Product.ID> = []
    /// The orders, each with its refunds.
    ///
    /// The customer of an order and the products on its lines belong to the footprint too. The caller need not know
    /// them: the store finds, locks and loads them.
    public var orders: Set<Order.ID> = []
    /// The payments, each with the number of its reversal, if it was reversed.
    ///
    /// A ledger entry of another kind is absent. The store does not add the customer of a payment to the footprint: a
    /// customer that is not named is not locked.
    public var payments: Set<Payment.ID> = []
    /// The idempotency keys, each with its journal entry.
    public var keys: Set<IdempotencyKey> = []
    /// The keys, among ``keys``, that two transactions must not use at the same time.
    ///
    /// They belong to commands that lock no row, such as the addition of a product: no lock makes a later attempt at
    /// the same command wait for an earlier one. See ``Store``.
    public var fencedKeys: Set<IdempotencyKey> = []
    /// The customer references, each with the customer who has it.
    public var customerReferences: Set<CustomerReference> = []
    /// The SKUs, each with the product that has it.
    public var skus: Set<SKU> = []
    /// The order references, each with the order that has it.
    public var orderReferences: Set<OrderReference> = []

    /// Creates a footprint from identifiers, idempotency keys, references and SKUs.
    ///
    /// Every footprint includes the business itself.
    public init(
        customers: Set<Customer.ID> = [], products: Set<Product.ID> = [], orders: Set<Order.ID> = [],
        payments: Set<Payment.ID> = [], keys: Set<IdempotencyKey> = [],
        fencedKeys: Set<IdempotencyKey> = [],
        customerReferences: Set<CustomerReference> = [], skus: Set<SKU> = [],
        orderReferences: Set<OrderReference> = []
    ) {
        self.customers = customers
        self.products = products
        self.orders = orders
        self.payments = payments
        self.keys = keys
        self.fencedKeys = fencedKeys
        self.customerReferences = customerReferences
        self.skus = skus
        self.orderReferences = orderReferences
    }

    /// Adds the rows and keys of another footprint.
    ///
    /// The footprint of a batch is the union of its commands' footprints.
    public mutating func formUnion(_ other: Footprint) {
        customers.formUnion(other.customers)
        products.formUnion(other.products)
        orders.formUnion(other.orders)
        payments.formUnion(other.payments)
        keys.formUnion(other.keys)
        fencedKeys.formUnion(other.fencedKeys)
        customerReferences.formUnion(other.customerReferences)
        skus.formUnion(other.skus)
        orderReferences.formUnion(other.orderReferences)
    }

    /// The number of rows and keys that the footprint names; a fenced key counts once.
    ///
    /// A transaction locks and loads this many rows, and writes about as many.
    public var rowCount: Int {
        customers.count + products.count + orders.count + payments.count + keys.count
            + customerReferences.count
            + skus.count + orderReferences.count
    }
}
