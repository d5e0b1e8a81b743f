extension TransactionState {
    /// Evolves the state by a decision's changes, and keeps them for the store to write.
    ///
    /// Every fact must follow the one before it. A decision that breaks a chain is a defect, and going on
    /// would write wrong money: it traps.
    package mutating func apply(_ new: TransactionChanges) {
        if let business = new.business {
            precondition(storedBusiness == nil && business.id == businessID, "a business is created once")
            storedBusiness = business
        }
        for customer in new.customers {
            open(customer, firstEntry: new.entries.first { $0.customerID == customer.id })
        }
        for product in new.products { add(product) }
        if let business = new.changedBusiness { storedBusiness = business }
        for customer in new.changedCustomers { change(customer) }
        for product in new.changedProducts { change(product) }
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
        let account = CustomerAccount(customer: customer, lastEntry: firstEntry, orderCount: 0)
        precondition(customers.updateValue(account, forKey: customer.id) == nil, "a customer is added once")
        if let reference = customer.reference { customersByReference[reference] = customer.id }
    }

    private mutating func add(_ product: Product) {
        let item = ProductStock(new: product)
        precondition(products.updateValue(item, forKey: product.id) == nil, "a product is added once")
        productsBySKU[product.sku] = product.id
    }

    private mutating func change(_ customer: Customer) {
        guard let before = customers[customer.id]?.customer else {
            preconditionFailure("a changed customer belongs to the footprint")
        }
        customers[customer.id]?.customer = customer
        if before.reference != customer.reference {
            if let freed = before.reference, customersByReference[freed] == customer.id {
                customersByReference[freed] = nil
            }
            if let taken = customer.reference { customersByReference[taken] = customer.id }
        }
    }

    private mutating func change(_ product: Product) {
        guard let before = products[product.id]?.product else {
            preconditionFailure("a changed product belongs to the footprint")
        }
        products[product.id]?.product = product
        if before.sku != product.sku {
            if productsBySKU[before.sku] == product.id { productsBySKU[before.sku] = nil }
            productsBySKU[product.sku] = product.id
        }
    }

    private mutating func place(_ order: Order) {
        let record = OrderDetails(order: order, refunds: [])
        precondition(orders.updateValue(record, forKey: order.id) == nil, "an order is made once")
        let isNext = customers[order.customerID].map { $0.orderCount + 1 == order.number } ?? false
        precondition(isNext, "orders of a customer are numbered without gaps")
        customers[order.customerID]?.orderCount = order.number
        if let reference = order.reference { ordersByReference[reference] = order.id }
    }

    private mutating func record(_ refund: Refund) {
        let isNext = orders[refund.id.orderID].map { $0.refunds.count + 1 == Int(refund.id.number) } ?? false
        precondition(isNext, "refunds of an order are numbered without gaps")
        orders[refund.id.orderID]?.refunds.append(refund)
    }

    private mutating func post(_ entry: LedgerEntry) {
        guard let last = customers[entry.customerID]?.lastEntry else {
            preconditionFailure("an entry belongs to an account in the footprint")
        }
        // The first entry came with its account.
        if entry.sequence == 1, entry == last { return }
        let follows = entry.sequence == last.sequence + 1 && entry.previousHash == last.hash
        let adds = entry.balance == last.balance.adding(entry.amount)
        precondition(follows && adds, "an entry follows the last one of its ledger")
        customers[entry.customerID]?.lastEntry = entry
        switch entry.kind {
        case .payment:
            let payment = Payment(entry: entry, reversalSequence: nil)
            payments[payment.id] = payment
        case .reversal(let sequence, _):
            let id = Payment.ID(customerID: entry.customerID, entrySequence: sequence)
            precondition(
                payments[id].map { $0.reversalSequence == nil } ?? false, "a payment is reversed once")
            payments[id]?.reversalSequence = entry.sequence
        case .opened, .charge, .refund, .payout, .adjustment, .limitChanged:
            break
        }
    }

    private mutating func move(_ movement: StockMovement) {
        guard let item = products[movement.productID] else {
            preconditionFailure("a movement belongs to a product in the footprint")
        }
        let follows =
            movement.sequence == item.movementCount + 1 && movement.stock == item.stock + movement.quantity
        precondition(follows && movement.stock >= 0, "a movement follows the last one of its product")
        products[movement.productID]?.take(movement)
    }
}
