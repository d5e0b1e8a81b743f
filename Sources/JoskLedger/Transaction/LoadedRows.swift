/// The rows that a store has found for a ``Footprint``, from which a ``TransactionState`` is created.
///
/// A row of the footprint that is not here is absent from the state.
public struct LoadedRows: Sendable {
    /// The business, if it exists.
    public var business: Business?
    /// The customers of the footprint and of its orders; a transaction has locked them, a snapshot has not.
    public var customers: [CustomerAccount] = []
    /// The products of the footprint and of its orders' lines; a transaction has locked them, a snapshot has not.
    public var products: [ProductStock] = []
    /// The orders of the footprint, with the sums of their refunds.
    ///
    /// An order is absent from the state unless its customer and all of its products are here (see ``Store``,
    /// "Orders").
    public var orders: [RefundableOrder] = []
    /// The payments of the footprint.
    public var payments: [Payment] = []
    /// The journal entries of the footprint's idempotency keys.
    public var journal: [JournalEntry] = []
    /// The customer who has each reference.
    public var customersByReference: [CustomerReference: Customer.ID] = [:]
    /// The product that has each SKU.
    public var productsBySKU: [SKU: Product.ID] = [:]
    /// The order that has each reference.
    public var ordersByReference: [OrderReference: Order.ID] = [:]

    /// Creates an empty set of rows.
    public init() {}
}
