/// What a store locked and loaded of one business for one transaction, and what the transaction has changed.
///
/// Decisions read it; applying their changes evolves it, so the next decision of a batch sees what its
/// predecessors left. It is a value: it knows no store, waits for nothing, and can be made by hand in a test.
///
/// It tells *absent* (nil) from *not in the footprint* (a programmer's error, which traps), so that a read
/// which a command forgot to declare fails in every store alike instead of finding nothing in one of them.
public struct State: Sendable {
    /// The business whose state this is.
    public let businessID: Business.ID
    /// The time of the transaction, which the store took after it held the locks.
    public let now: Timestamp
    /// What the transaction has changed so far: what the store must write, all of it or none.
    public private(set) var changes = Changes()
    /// The command that is being decided, set by the engine.
    package internal(set) var commandID = JournalEntry.ID(high: 0, low: 0)

    private let footprint: Footprint
    private var existingBusiness: Business?
    private var accounts: [Customer.ID: Account]
    private var items: [Product.ID: StockItem]
    private var orders: [Order.ID: OrderRecord]
    private var journal: [IdempotencyKey: JournalEntry]
    private var customersByReference: [CustomerReference: Customer.ID]
    private var productsBySKU: [SKU: Product.ID]
    private var ordersByReference: [OrderReference: Order.ID]

    /// The state for a footprint, from what the store found of it.
    public init(of businessID: Business.ID, footprint: Footprint, rows: StateRows, now: Timestamp) {
        var footprint = footprint
        let (customers, products) = (Set(rows.accounts.map(\.id)), Set(rows.items.map(\.id)))
        // An order without its customer and all its products, locked, is not there for this transaction.
        let whole = rows.orders.filter { record in
            customers.contains(record.order.customerID)
                && record.order.lines.allSatisfy { products.contains($0.productID) }
        }
        for record in whole {
            precondition(footprint.orders.contains(record.id), "order \(record.id) is not in the footprint")
            footprint.customers.insert(record.order.customerID)
            footprint.products.formUnion(record.order.lines.lazy.map(\.productID))
        }
        self.businessID = businessID
        self.now = now
        self.footprint = footprint
        existingBusiness = rows.business
        // One row an identifier is what a primary key means; a store that finds two is broken.
        accounts = Dictionary(uniqueKeysWithValues: rows.accounts.lazy.map { ($0.id, $0) })
        items = Dictionary(uniqueKeysWithValues: rows.items.lazy.map { ($0.id, $0) })
        orders = Dictionary(uniqueKeysWithValues: whole.lazy.map { ($0.id, $0) })
        journal = Dictionary(uniqueKeysWithValues: rows.journal.lazy.map { ($0.key, $0) })
        customersByReference = rows.customersByReference
        productsBySKU = rows.productsBySKU
        ordersByReference = rows.ordersByReference
    }
}

// MARK: - What decisions read

extension State {
    /// The business, or nil if there is none by that identifier.
    package var businessIfAny: Business? { existingBusiness }

    /// The business. The engine decides nothing but its creation while there is none.
    package var business: Business {
        guard let existingBusiness else { preconditionFailure("business \(businessID) does not exist") }
        return existingBusiness
    }

    package func account(_ id: Customer.ID) -> Account? {
        require(footprint.customers.contains(id), "customer \(id)")
        return accounts[id]
    }

    package func item(_ id: Product.ID) -> StockItem? {
        require(footprint.products.contains(id), "product \(id)")
        return items[id]
    }

    package func order(_ id: Order.ID) -> OrderRecord? {
        require(footprint.orders.contains(id), "order \(id)")
        return orders[id]
    }

    package func journalEntry(_ key: IdempotencyKey) -> JournalEntry? {
        require(footprint.keys.contains(key), "idempotency key \(key)")
        return journal[key]
    }

    package func customer(having reference: CustomerReference) -> Customer.ID? {
        require(footprint.customerReferences.contains(reference), "customer reference \(reference)")
        return customersByReference[reference]
    }

    package func product(having sku: SKU) -> Product.ID? {
        require(footprint.skus.contains(sku), "SKU \(sku)")
        return productsBySKU[sku]
    }

    package func order(having reference: OrderReference) -> Order.ID? {
        require(footprint.orderReferences.contains(reference), "order reference \(reference)")
        return ordersByReference[reference]
    }

    private func require(_ isDeclared: Bool, _ what: @autoclosure () -> String) {
        precondition(isDeclared, "\(what()) was asked for and is not in the command's footprint")
    }
}

// MARK: - How changes evolve it

extension State {
    /// Evolves the state by a decision's changes, and keeps them for the store to write.
    ///
    /// Every fact must follow the one before it. A decision that breaks a chain is a defect, and going on
    /// would write wrong money: it traps.
    package mutating func apply(_ new: Changes) {
        if let business = new.business {
            precondition(existingBusiness == nil && business.id == businessID, "a business is created once")
            existingBusiness = business
        }
        for customer in new.customers {
            open(customer, firstEntry: new.entries.first { $0.customerID == customer.id })
        }
        for product in new.products { add(product) }
        for order in new.orders { place(order) }
        for refund in new.refunds { record(refund) }
        for entry in new.entries { post(entry) }
        for movement in new.movements { move(movement) }
        for entry in new.journal {
            precondition(journal.updateValue(entry, forKey: entry.key) == nil, "a key is used once")
        }
        changes.append(new)
    }

    private mutating func open(_ customer: Customer, firstEntry: LedgerEntry?) {
        guard let firstEntry else { preconditionFailure("an account is opened with its first entry") }
        let account = Account(customer: customer, lastEntry: firstEntry, orderCount: 0)
        precondition(accounts.updateValue(account, forKey: customer.id) == nil, "a customer is added once")
        if let reference = customer.reference { customersByReference[reference] = customer.id }
    }

    private mutating func add(_ product: Product) {
        let item = StockItem(new: product)
        precondition(items.updateValue(item, forKey: product.id) == nil, "a product is added once")
        productsBySKU[product.sku] = product.id
    }

    private mutating func place(_ order: Order) {
        let record = OrderRecord(order: order, refunds: [])
        precondition(orders.updateValue(record, forKey: order.id) == nil, "an order is made once")
        let isNext = accounts[order.customerID].map { $0.orderCount + 1 == order.number } ?? false
        precondition(isNext, "orders of a customer are numbered without gaps")
        accounts[order.customerID]?.orderCount = order.number
        if let reference = order.reference { ordersByReference[reference] = order.id }
    }

    private mutating func record(_ refund: Refund) {
        let isNext = orders[refund.id.orderID].map { $0.refunds.count + 1 == Int(refund.id.number) } ?? false
        precondition(isNext, "refunds of an order are numbered without gaps")
        orders[refund.id.orderID]?.refunds.append(refund)
    }

    private mutating func post(_ entry: LedgerEntry) {
        guard let last = accounts[entry.customerID]?.lastEntry else {
            preconditionFailure("an entry belongs to an account in the footprint")
        }
        // The first entry came with its account.
        if entry.sequence == 1, entry == last { return }
        let follows = entry.sequence == last.sequence + 1 && entry.previousHash == last.hash
        let adds = entry.balance == last.balance.adding(entry.amount)
        precondition(follows && adds, "an entry follows the last one of its ledger")
        accounts[entry.customerID]?.lastEntry = entry
    }

    private mutating func move(_ movement: StockMovement) {
        guard let item = items[movement.productID] else {
            preconditionFailure("a movement belongs to a product in the footprint")
        }
        let follows =
            movement.sequence == item.movementCount + 1 && movement.stock == item.stock + movement.quantity
        precondition(follows && movement.stock >= 0, "a movement follows the last one of its product")
        items[movement.productID]?.take(movement)
    }
}
