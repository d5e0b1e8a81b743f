// Rule 6, receipt-differs-from-facts: the receipt's figures are those of the rows.

extension Checker {
    /// Throws the first figure of a receipt that differs from the rows of its command.
    ///
    /// The previous limit and the previous price, and the balance of a receipt without an entry, need the chains; they
    /// are checked later.
    func compare(_ receipt: Receipt, withRowsOf journal: Int, _ request: Request) throws(Mismatch) {
        switch receipt {
        case .purchase(let receipt): try comparePurchase(receipt, journal)
        case .refund(let receipt): try compareRefund(receipt, journal)
        case .entry(let receipt):
            guard let entry = onlyEntry(of: journal) else { return }
            try same("customer of the receipt", receipt.customer, entry.customer)
            try Mismatch.check("entry of the receipt", receipt.entry, entry.sequence)
            try same("hash of the receipt", receipt.hash, entry.hash)
            try Mismatch.check(
                "amount of the receipt", receipt.amount.magnitude, entry.amount.magnitude)
            try Mismatch.check("balance of the receipt", receipt.balance, entry.balance)
        case .movement(let receipt):
            guard let movement = rows.movements[journal].first.map({ history.movements[Int($0)] }) else {
                return
            }
            try same("product of the receipt", receipt.product, movement.product)
            try Mismatch.check("movement of the receipt", receipt.movement, movement.sequence)
            try Mismatch.check("quantity of the receipt", receipt.quantity, movement.quantity)
            try Mismatch.check("stock of the receipt", receipt.stock, movement.stock)
        case .limit(let receipt):
            guard let entry = onlyEntry(of: journal) else { return }
            try same("customer of the receipt", receipt.customer, entry.customer)
            try Mismatch.check("entry of the receipt", receipt.entry, entry.sequence)
            try same("hash of the receipt", receipt.hash, entry.hash)
            try Mismatch.check("limit of the receipt", receipt.limit, entry.limit)
            try Mismatch.check("balance of the receipt", receipt.balance, entry.balance)
        case .addedCustomer(let receipt):
            guard let entry = onlyEntry(of: journal) else { return }
            try same("customer of the receipt", receipt.customer, entry.customer)
            try Mismatch.check("entry of the receipt", receipt.entry, entry.sequence)
            try same("hash of the receipt", receipt.hash, entry.hash)
            try Mismatch.check("limit of the receipt", receipt.limit, entry.limit)
        case .price, .addedProduct, .sku, .terms: try compareChange(receipt, request)
        }
    }

    private func onlyEntry(of journal: Int) -> EntryRow? {
        rows.entries[journal].first.map { history.entries[Int($0)] }
    }

    private func comparePurchase(_ receipt: Receipt.Purchase, _ journal: Int) throws(Mismatch) {
        guard let order = rows.orders[journal].first.map({ history.orders[Int($0)] }) else { return }
        try same("order of the receipt", receipt.order, order.id)
        try Mismatch.check("number of the receipt", receipt.number, order.number)
        try Mismatch.check("total of the receipt", receipt.total, order.total)
        let entry = onlyEntry(of: journal)
        try Mismatch.check("entry of the receipt", receipt.entry, entry?.sequence)
        try same("hash of the receipt", receipt.hash, entry?.hash)
        guard let entry else { return }
        try Mismatch.check("balance of the receipt", receipt.balance, entry.balance)
        try Mismatch.check(
            "available credit of the receipt", Int128(receipt.available),
            Int128(entry.limit) - Int128(entry.balance))
    }

    private func compareRefund(_ receipt: Receipt.Refund, _ journal: Int) throws(Mismatch) {
        guard let refund = rows.refunds[journal].first.map({ history.refunds[Int($0)] }) else { return }
        try same("order of the receipt", receipt.order, refund.order)
        try Mismatch.check("refund of the receipt", receipt.refund, refund.number)
        try Mismatch.check("total of the receipt", receipt.total, refund.total)
        let entry = onlyEntry(of: journal)
        try Mismatch.check("entry of the receipt", receipt.entry, entry?.sequence)
        try same("hash of the receipt", receipt.hash, entry?.hash)
        if let entry { try Mismatch.check("balance of the receipt", receipt.balance, entry.balance) }
    }

    /// Compares the receipt of a command without entries with its request.
    private func compareChange(_ receipt: Receipt, _ request: Request) throws(Mismatch) {
        switch (receipt, request) {
        case (.price(let receipt), .price(let product, let price)):
            try same("product of the receipt", receipt.product, product)
            try Mismatch.check("price of the receipt", receipt.price, price)
        case (.addedProduct(let receipt), .addProduct(let product, _, _, let stock)):
            try same("product of the receipt", receipt.product, product)
            try Mismatch.check("stock of the receipt", receipt.stock, stock)
        case (.sku(let receipt), .sku(let product, _)):
            try same("product of the receipt", receipt, product)
        case (.terms(let stated), .terms(let days)): try Mismatch.check("days of the receipt", stated, days)
        default: break
        }
    }
}
