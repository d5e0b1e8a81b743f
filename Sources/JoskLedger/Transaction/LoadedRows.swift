/// What a store found of a ``Footprint``, to make a ``TransactionState`` from. What is not here is absent.
public struct LoadedRows: Sendable {
    /// The business, if it exists.
    public var business: Business?
    /// The customers, locked, of the footprint and of its orders.
    public var customers: [CustomerAccount] = []
    /// The products, locked, of the footprint and of its orders' lines.
    public var products: [ProductStock] = []
    /// The orders. One whose customer or products are not all here, locked by this transaction, is absent
    /// from the state (see ``Store``, "Orders").
    public var orders: [OrderDetails] = []
    /// The payments.
    public var payments: [Payment] = []
    /// The journal entries of the keys.
    public var journal: [JournalEntry] = []
    /// Who has each reference.
    public var customersByReference: [CustomerReference: Customer.ID] = [:]
    /// Which product has each SKU.
    public var productsBySKU: [SKU: Product.ID] = [:]
    /// Which order has each reference.
    public var ordersByReference: [OrderReference: Order.ID] = [:]

    /// Nothing found yet.
    public init() {}
}
