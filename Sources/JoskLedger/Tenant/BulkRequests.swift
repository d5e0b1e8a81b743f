// What to add where many are added at a time.

/// A customer to add; the parameters of ``Tenant/addCustomer(id:name:reference:creditLimit:paymentTerms:idempotencyKey:metadata:)``.
public struct NewCustomer: Sendable, Hashable {
    /// The caller's identifier, if it has one.
    public var id: Customer.ID?
    /// What the customer is called.
    public var name: Name
    /// The host's own key for the customer, unique in the business.
    public var reference: CustomerReference?
    /// What the customer may owe at most, within ``Limits/nonNegativeAmount``.
    public var creditLimit: Money
    /// The customer's own payment terms; nil for those of the business.
    public var paymentTerms: PaymentTerms?
    /// Unique over all commands of the business. Nil makes it happen as often as it is sent.
    public var idempotencyKey: IdempotencyKey?
    /// Notes that the host keeps with the command in the journal.
    public var metadata: Metadata

    /// A customer to add.
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

/// A product to add; the parameters of ``Tenant/addProduct(id:sku:name:price:stock:idempotencyKey:metadata:)``.
public struct NewProduct: Sendable, Hashable {
    /// The caller's identifier, if it has one.
    public var id: Product.ID?
    /// The host's own key for the product, unique in the business.
    public var sku: SKU
    /// What the product is called.
    public var name: Name
    /// The price of one unit, within ``Limits/nonNegativeAmount``.
    public var price: Money
    /// Units on hand to begin with, zero or within ``Limits/quantity``.
    public var stock: Int64
    /// Unique over all commands of the business. Nil makes it happen as often as it is sent.
    public var idempotencyKey: IdempotencyKey?
    /// Notes that the host keeps with the command in the journal.
    public var metadata: Metadata

    /// A product to add.
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

/// What a customer already owed at the cut-over to Josk, or was in credit by: one adjustment of the balance.
///
/// A customer whose debts fall due on several days has several.
public struct OpeningBalance: Sendable, Hashable {
    /// The customer.
    public var customerID: Customer.ID
    /// What is owed; negative if the customer is in credit. Not zero, and within ``Limits/amount``.
    public var amount: Money
    /// The day by which it is to be paid. A credit is due to nobody: give the day that it counts from.
    public var dueDate: CalendarDate
    /// The day that it counts from; nil for the day on which it is recorded.
    public var effectiveDate: CalendarDate?
    /// Why; it stays with the entry.
    public var reason: Reason
    /// Unique over all commands of the business. Nil makes it happen as often as it is sent.
    public var idempotencyKey: IdempotencyKey?
    /// Notes that the host keeps with the command in the journal.
    public var metadata: Metadata

    /// What a customer already owed.
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
