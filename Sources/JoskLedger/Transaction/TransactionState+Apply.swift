extension TransactionState {
    /// Applies the changes of a decision to the state, and adds them to the changes that the store must write.
    ///
    /// Every fact must follow the one before it. A decision that breaks a chain is a defect. Continuing would write
    /// wrong amounts, so this traps.
    package mutating func apply(_ new: TransactionChanges) {
        if let business = new.business {
            precondition(
                storedBusiness == nil && business.id == businessID,
                "business \(business.id) cannot be created in the state of business \(businessID)")
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
            precondition(
                journal.updateValue(entry, forKey: entry.key) == nil, "key \(entry.key) was used before")
        }
        changes.append(new)
    }

    private mutating func open(_ customer: Customer, firstEntry: LedgerEntry?) {
        guard let firstEntry else { preconditionFailure("customer \(customer.id) has no first entry") }
        let account = CustomerAccount(customer: customer, lastEntry: firstEntry, orderCount: 0)
        precondition(
            customers.updateValue(account, forKey: customer.id) == nil, "customer \(customer.id) exists")
        if let reference = customer.reference { customersByReference[reference] = customer.id }
    }

    private mutating func add(_ product: Product) {
        let item = ProductStock(new: product)
        precondition(
            products.updateValue(item, forKey: product.id) == nil, "product \(product.id) exists")
        productsBySKU[product.sku] = product.id
    }

    private mutating func change(_ customer: Customer) {
        guard let before = customers[customer.id]?.customer else {
            preconditionFailure("changed customer \(customer.id) is not in the state")
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
            preconditionFailure("changed product \(product.id) is not in the state")
        }
        products[product.id]?.product = product
        if before.sku != product.sku {
            if productsBySKU[before.sku] == product.id { productsBySKU[before.sku] = nil }
            productsBySKU[product.sku] = product.id
        }
    }

    private mutating func place(_ order: Order) {
        let record = RefundableOrder(OrderDetails(order: order, refunds: []))
        precondition(orders.updateValue(record, forKey: order.id) == nil, "order \(order.id) exists")
        let isNext = customers[order.customerID].map { $0.orderCount &+ 1 == order.number } ?? false
        precondition(isNext, "order \(order.id) has the wrong number \(order.number)")
        customers[order.customerID]?.orderCount = order.number
        if let reference = order.reference { ordersByReference[reference] = order.id }
    }

    private mutating func record(_ refund: Refund) {
        let isNext = orders[refund.id.orderID].map { $0.refundCount &+ 1 == refund.id.number } ?? false
        precondition(isNext, "\(refund.id) has the wrong number")
        orders[refund.id.orderID]?.add(refund)
    }

    private mutating func post(_ entry: LedgerEntry) {
        guard let last = customers[entry.customerID]?.lastEntry else {
            preconditionFailure("customer \(entry.customerID) of an entry is not in the state")
        }
        // The first entry was recorded when the account was opened.
        if entry.sequence == 1, entry == last { return }
        let follows = entry.sequence == last.sequence &+ 1 && entry.previousHash == last.hash
        let adds = entry.balance == last.balance.adding(entry.amount)
        precondition(
            follows && adds,
            "entry \(entry.sequence) of customer \(entry.customerID) does not follow entry \(last.sequence)")
        customers[entry.customerID]?.lastEntry = entry
        switch entry.kind {
        case .payment:
            let payment = Payment(entry: entry, reversalSequence: nil)
            payments[payment.id] = payment
        case .reversal(let sequence, _):
            let id = Payment.ID(customerID: entry.customerID, entrySequence: sequence)
            precondition(
                payments[id].map { $0.reversalSequence == nil } ?? false,
                "payment \(id) does not exist or was reversed before")
            payments[id]?.reversalSequence = entry.sequence
        case .opened, .charge, .refund, .payout, .adjustment, .limitChanged:
            break
        }
    }

    private mutating func move(_ movement: StockMovement) {
        guard let item = products[movement.productID] else {
            preconditionFailure("product \(movement.productID) of a movement is not in the state")
        }
        let follows =
            movement.sequence == item.movementCount &+ 1 && movement.stock == item.stock + movement.quantity
        precondition(
            follows && movement.stock >= 0,
            "movement \(movement.sequence) of product \(movement.productID) does not follow the last one")
        products[movement.productID]?.take(movement)
    }
}
