// The elements of bulk commands.

/// A customer to add with ``Tenant/addCustomers(_:)``.
///
/// The properties are the parameters of
/// ``Tenant/addCustomer(id:name:reference:creditLimit:paymentTerms:idempotencyKey:metadata:)``.
public struct NewCustomer: Sendable, Hashable {
    /// The identifier of the customer; nil for a new one.
    public var id: Customer.ID?
    /// The customer's name.
    public var name: Name
    /// The application's own key for the customer, unique in the business.
    public var reference: CustomerReference?
    /// The most that the customer may owe, within ``Limits/nonNegativeAmount``.
    public var creditLimit: Money
    /// The customer's own payment terms; nil for those of the business.
    public var paymentTerms: PaymentTerms?
    /// The key that makes a retry safe, unique among all commands of the business.
    ///
    /// Without a key, each call is a separate command (see ``Tenant``).
    public var idempotencyKey: IdempotencyKey?
    /// Notes that the journal stores with the command; a retry must pass the same ones.
    public var metadata: Metadata

    /// Creates a customer to add.
    public init(
        id: Customer.ID? = nil, name: Name, reference: CustomerReference? = nil, creditLimit: Money,
        paymentTerms: PaymentTerms? = nil, idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) {
        self.id = id
        self.name = name
        self.reference = reference
        self.creditLimit = creditLimit
        self.paymentTerms = paymentTerms
        self.idempotencyKey = idempotencyKey
        self.metadata = metadata
    }
}

/// A product to add with ``Tenant/addProducts(_:)``.
///
/// The properties are the parameters of ``Tenant/addProduct(id:sku:name:price:stock:idempotencyKey:metadata:)``.
public struct NewProduct: Sendable, Hashable {
    /// The identifier of the product; nil for a new one.
    public var id: Product.ID?
    /// The application's own key for the product, unique in the business.
    public var sku: SKU
    /// The product's name.
    public var name: Name
    /// The price of one unit, within ``Limits/nonNegativeAmount``.
    public var price: Money
    /// The initial units on hand, zero or within ``Limits/quantity``.
    public var stock: Int64
    /// The key that makes a retry safe, unique among all commands of the business.
    ///
    /// Without a key, each call is a separate command (see ``Tenant``).
    public var idempotencyKey: IdempotencyKey?
    /// Notes that the journal stores with the command; a retry must pass the same ones.
    public var metadata: Metadata

    /// Creates a product to add.
    public init(
        id: Product.ID? = nil, sku: SKU, name: Name, price: Money, stock: Int64 = 0,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) {
        self.id = id
        self.sku = sku
        self.name = name
        self.price = price
        self.stock = stock
        self.idempotencyKey = idempotencyKey
        self.metadata = metadata
    }
}

/// An amount that a customer already owes, or is in credit by, at the cut-over to Josk.
///
/// ``Tenant/recordOpeningBalances(_:)`` records each opening balance as one adjustment of the customer's balance. A
/// customer whose debts are due on several days has several opening balances.
public struct OpeningBalance: Sendable, Hashable {
    /// The identifier of the customer.
    public var customerID: Customer.ID
    /// The amount owed, or a negative amount if the customer is in credit; not zero, and within ``Limits/amount``.
    public var amount: Money
    /// The day by which the amount is due.
    ///
    /// A credit has no due date: for a negative amount, give the day from which it counts.
    public var dueDate: CalendarDate
    /// The day from which the amount counts; nil for the day on which it is recorded.
    public var effectiveDate: CalendarDate?
    /// The reason, stored with the ledger entry.
    public var reason: Reason
    /// The key that makes a retry safe, unique among all commands of the business.
    ///
    /// Without a key, each call is a separate command (see ``Tenant``).
    public var idempotencyKey: IdempotencyKey?
    /// Notes that the journal stores with the command; a retry must pass the same ones.
    public var metadata: Metadata

    /// Creates an opening balance of a customer.
    public init(
        of customerID: Customer.ID, amount: Money, due dueDate: CalendarDate,
        effectiveDate: CalendarDate? = nil, reason: Reason = "opening balance",
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) {
        self.customerID = customerID
        self.amount = amount
        self.dueDate = dueDate
        self.effectiveDate = effectiveDate
        self.reason = reason
        self.idempotencyKey = idempotencyKey
        self.metadata = metadata
    }
}
