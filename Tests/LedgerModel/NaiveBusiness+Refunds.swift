extension NaiveBusiness {
    mutating func refund(
        _ orderID: Int, _ lines: [Plain.RefundLine], _ now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        try Bounds.check("lines", Int64(lines.count), Bounds.lines)
        for (index, line) in lines.enumerated() where !Bounds.quantity.contains(line.quantity) {
            throw .outOfBounds(
                Plain.OutOfBounds("quantity", line.quantity, Bounds.quantity, line: index + 1))
        }
        guard let order = orders.first(where: { $0.id == orderID }) else { throw .unknownOrder(orderID) }
        let named = Set(lines.map(\.number)).sorted()
        let unknown = named.filter { $0 < 1 || $0 > order.lines.count }
        if !unknown.isEmpty { throw .unknownLineNumbers(unknown) }
        var excesses: [Plain.Excess] = []
        for number in named {
            let asked = lines.filter { $0.number == number }.reduce(0) { $0 + $1.quantity }
            let left = left(of: number, in: order)
            if asked > left { excesses.append(Plain.Excess(line: number, asked: asked, left: left)) }
        }
        if !excesses.isEmpty { throw .moreThanLeft(excesses) }
        return try give(back: lines, of: order, now)
    }

    mutating func cancel(
        _ orderID: Int, _ restock: Bool, _ now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        guard let order = orders.first(where: { $0.id == orderID }) else { throw .unknownOrder(orderID) }
        var rest: [Plain.RefundLine] = []
        for number in 1...order.lines.count {
            let left = left(of: number, in: order)
            if left > 0 { rest.append(Plain.RefundLine(number: number, quantity: left, restock: restock)) }
        }
        if rest.isEmpty { throw .nothingLeft }
        return try give(back: rest, of: order, now)
    }

    private mutating func give(
        back lines: [Plain.RefundLine], of order: OrderFact, _ now: Int64
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
        let time = max(ledgerTime(of: order.customer, now), order.placedAt)
        refunds.append(RefundFact(order: order.id, lines: refunded, refundedAt: time, command: command))
        for (product, quantity) in returns {
            _ = move(.return(order: order.id, refund: number), product, quantity, now)
        }
        var entry: Int64?
        if total > 0 {
            entry = post(.refund(order: order.id, number: number), to: order.customer, -total, now).number
        }
        return .refund(
            order: order.id, number: number, total: amount(total), entry: entry,
            balance: amount(balance(of: order.customer)), refundedAt: time)
    }

    /// The products that go back to stock and how many units, in the order of the lines.
    private func returned(_ lines: [Plain.RefundedLine]) -> [(ProductFact, Int64)] {
        var seen: [Int] = []
        var result: [(ProductFact, Int64)] = []
        for line in lines where line.isRestocked && !seen.contains(line.product) {
            seen.append(line.product)
            let all = lines.filter { $0.product == line.product && $0.isRestocked }
            guard let product = products.first(where: { $0.id == line.product }) else { continue }
            result.append((product, all.reduce(0) { $0 + $1.quantity }))
        }
        return result
    }
}
