extension Checker {
    /// Leaves a command out of the later rules.
    mutating func taint(key: Name) { taint.keys.insert(key) }

    /// Leaves a command, and everything that its request, its receipts and its rows name, out of the later rules.
    mutating func taintAll(_ command: Command) {
        taint.keys.insert(command.key)
        let business = history.calls[command.attempts[0]].business
        taintSubjects(of: command.request, business)
        for attempt in command.attempts {
            if case .purchase(let receipt) = history.calls[attempt].receipt { taintOrder(receipt.order) }
        }
        if let journal = command.journal { taintRows(of: journal) }
    }

    /// Leaves everything that the rows of a journal entry belong to out of the later rules.
    mutating func taintRows(of journal: Int) {
        for row in rows.orders[journal] { taintOrder(history.orders[Int(row)].id) }
        for row in rows.refunds[journal] { taintOrder(history.refunds[Int(row)].order) }
        for row in rows.entries[journal] { taint.insert(.entries, history.entries[Int(row)].customer) }
        for row in rows.movements[journal] { taint.insert(.movements, history.movements[Int(row)].product) }
    }

    /// Leaves an order, its customer and its products out of the later rules.
    mutating func taintOrder(_ id: Name) {
        taint.insert(.order, id)
        guard let row = order(id).map({ history.orders[$0] }) else { return }
        taint.insert(.orders, row.customer)
        taint.insert(.entries, row.customer)
        for line in row.lines { taint.insert(.movements, line.product) }
    }

    private mutating func taintSubjects(of request: Request, _ business: Name) {
        switch request {
        case .purchase(let customer, let lines, let order):
            taint.insert(.entries, customer)
            taint.insert(.orders, customer)
            for line in lines { taint.insert(.movements, line.product) }
            if let order { taintOrder(order) }
        case .payment(let customer, _), .reversal(let customer, _), .limit(let customer, _),
            .addCustomer(let customer, _, _):
            taint.insert(.entries, customer)
        case .refund(let order, _), .cancel(let order): taintOrder(order)
        case .goods(let product, _), .stock(let product, _): taint.insert(.movements, product)
        case .price(let product, _): taint.insert(.price, product)
        case .sku(let product, _): taint.insert(.sku, product)
        case .addProduct(let product, _, _, _):
            taint.insert(.movements, product)
            taint.insert(.price, product)
            taint.insert(.sku, product)
        case .terms: taint.insert(.terms, business)
        case .readCustomer, .readProduct, .readOrder: break
        }
    }
}
