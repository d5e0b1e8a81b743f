extension NaiveBusiness {
    mutating func refund(
        order id: Int, lines: [Plain.RefundLine], now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        try Bounds.check("lines", Int64(lines.count), Bounds.lines)
        for (index, line) in lines.enumerated() where !Bounds.quantity.contains(line.quantity) {
            throw .outOfBounds(
                Plain.OutOfBounds("quantity", line.quantity, Bounds.quantity, line: index + 1))
        }
        guard let order = orders.first(where: { $0.id == id }) else { throw .unknownOrder(id) }
        let named = Set(lines.map(\.number)).sorted()
        let unknown = named.filter { $0 < 1 || $0 > order.lines.count }
        if !unknown.isEmpty { throw .unknownLineNumbers(unknown) }
        var excesses: [Plain.Excess] = []
        for number in named {
            let requested = lines.filter { $0.number == number }.reduce(0) { $0 + $1.quantity }
            let remaining = left(of: number, in: order)
            if requested > remaining {
                excesses.append(Plain.Excess(line: number, requested: requested, remaining: remaining))
            }
        }
        if !excesses.isEmpty { throw .exceedsRemaining(excesses) }
        return try giveBack(lines, of: order, now: now)
    }

    mutating func cancel(
        order id: Int, restock: Bool, now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        guard let order = orders.first(where: { $0.id == id }) else { throw .unknownOrder(id) }
        var rest: [Plain.RefundLine] = []
        for number in 1...order.lines.count {
            let remaining = left(of: number, in: order)
            if remaining > 0 {
                rest.append(Plain.RefundLine(number: number, quantity: remaining, restock: restock))
            }
        }
        if rest.isEmpty { throw .nothingRemaining }
        return try giveBack(rest, of: order, now: now)
    }

    private mutating func giveBack(
        _ lines: [Plain.RefundLine], of order: OrderFact, now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        let refunded = lines.map { line in
            let bought = order.lines[line.number - 1]
            return Plain.RefundedLine(
                number: line.number, product: bought.product, quantity: line.quantity,
                amount: amount(line.quantity * bought.price.units), isRestocked: line.restock)
        }
        let total = refunded.reduce(0) { $0 + $1.amount.units }
        try Bounds.check("balance", balance(of: order.customer) - total, Bounds.amount)
        let returns = returned(refunded)
        for (product, quantity) in returns {
            try Bounds.check("stock", stock(of: product.id) + quantity, Bounds.stock)
        }

        let number = Int64(refunds.filter { $0.order == order.id }.count) + 1
        let time = max(ledgerTime(of: order.customer, now: now), order.placedAt)
        refunds.append(RefundFact(order: order.id, lines: refunded, refundedAt: time, command: command))
        for (product, quantity) in returns {
            _ = move(product, by: quantity, .return(order: order.id, refund: number), now: now)
        }
        var entry: Int64?
        if total > 0 {
            let kind = Plain.EntryKind.refund(order: order.id, number: number)
            entry = post(kind, to: order.customer, units: -total, now: now).number
        }
        return .refund(
            order: order.id, number: number, total: amount(total), entry: entry,
            balance: amount(balance(of: order.customer)), refundedAt: time)
    }

    /// Returns the products that are restocked and the number of units of each, in the order of the lines.
    private func returned(_ lines: [Plain.RefundedLine]) -> [(product: ProductFact, quantity: Int64)] {
        var seen: [Int] = []
        var result: [(product: ProductFact, quantity: Int64)] = []
        for line in lines where line.isRestocked && !seen.contains(line.product) {
            seen.append(line.product)
            let all = lines.filter { $0.product == line.product && $0.isRestocked }
            guard let product = products.first(where: { $0.id == line.product }) else { continue }
            result.append((product, all.reduce(0) { $0 + $1.quantity }))
        }
        return result
    }
}
