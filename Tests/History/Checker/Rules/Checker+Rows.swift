// Rule 6, receipt-differs-from-facts: the rows are those that the request asked for.

extension Checker {
    /// Compares each command's rows with its request, and its receipt with its rows.
    mutating func checkRowsAndReceipts() {
        for command in commands.all where !taint.keys.contains(command.key) {
            guard let journal = command.journal else { continue }
            let accepted = command.attempts.first { history.calls[$0].receipt != nil }
            do throws(Mismatch) {
                try compareRows(of: journal, with: command.request)
                if let accepted, let receipt = history.calls[accepted].receipt {
                    try compare(receipt, withRowsOf: journal, command.request)
                }
            } catch {
                let receipt = accepted.map { [describe(history.calls[$0].receipt)] } ?? []
                report(
                    .receiptDiffersFromFacts,
                    "the command with the key \(text(command.key)): \(error.summary)",
                    [describe(writer: journal)] + receipt + describe(rowsOf: journal))
                taintAll(command)
            }
        }
    }

    /// Throws the first figure of the rows that differs from the request.
    func compareRows(of journal: Int, with request: Request) throws(Mismatch) {
        switch request {
        case .purchase(let customer, let lines, let order):
            try comparePurchase(journal, customer, lines, order)
        case .refund(let order, let lines): try compareRefund(journal, order, lines)
        case .cancel(let order): try compareRefund(journal, order, nil)
        case .payment(let customer, let amount):
            try compareEntry(journal, .payment, of: customer, amount: -Int128(amount))
        case .reversal(let customer, let payment):
            let entry = try compareEntry(journal, .reversal, of: customer, amount: nil)
            try Mismatch.check("reversed entry", entry?.reversed, payment)
        case .limit(let customer, let limit):
            let entry = try compareEntry(journal, .limit, of: customer, amount: 0)
            try Mismatch.check("limit of the entry", entry?.limit, limit)
        case .addCustomer(let customer, _, let limit):
            let entry = try compareEntry(journal, .opened, of: customer, amount: 0)
            try Mismatch.check("limit of the entry", entry?.limit, limit)
        case .goods(let product, let quantity):
            try compareMovement(journal, .receipt, of: product, quantity: Int128(quantity))
        case .stock(let product, let quantity):
            try compareMovement(journal, .adjustment, of: product, quantity: Int128(quantity))
        case .addProduct(let product, _, _, let stock):
            if stock != 0 { try compareMovement(journal, .receipt, of: product, quantity: Int128(stock)) }
        case .price, .sku, .terms, .readCustomer, .readProduct, .readOrder: break
        }
    }

    private func comparePurchase(
        _ journal: Int, _ customer: Name, _ lines: [Request.PurchaseLine], _ id: Name?
    ) throws(Mismatch) {
        guard let order = rows.orders[journal].first.map({ history.orders[Int($0)] }) else { return }
        if let id { try same("order", order.id, id) }
        try same("customer of the order", order.customer, customer)
        let stored = order.lines.map { Request.PurchaseLine(product: $0.product, quantity: $0.quantity) }
        if stored != lines {
            throw Mismatch(summary: "lines of the order: \(describe(stored)) instead of \(describe(lines))")
        }
        let total = order.lines.reduce(Int128(0)) { $0 + Int128($1.quantity) * Int128($1.price) }
        try Mismatch.check("total of the order", Int128(order.total), total)
        if order.total != 0 {
            let entry = try compareEntry(journal, .charge, of: customer, amount: total)
            try same("order of the entry", entry?.order, order.id)
        }
        var sold: [Name: Int128] = [:]
        for line in lines { sold[line.product, default: 0] -= Int128(line.quantity) }
        try compareMovements(journal, .sale, sold, order: order.id, refund: nil)
    }

    /// Compares the rows of a refund, or of a cancellation, whose lines the chain of the order determines.
    private func compareRefund(
        _ journal: Int, _ id: Name, _ lines: [Request.RefundLine]?
    ) throws(Mismatch) {
        guard let refund = rows.refunds[journal].first.map({ history.refunds[Int($0)] }) else { return }
        try same("order of the refund", refund.order, id)
        if let lines {
            let stored = refund.lines.map {
                RefundedUnits(line: $0.line, restocked: $0.restocked, $0.quantity)
            }
            let requested = lines.map { RefundedUnits(line: $0.line, restocked: $0.restock, $0.quantity) }
            try Mismatch.check(
                "lines of the refund", RefundedUnits.merged(stored), RefundedUnits.merged(requested))
        }
        try compareAmounts(of: refund)
        if refund.total != 0 {
            let entry = try compareEntry(
                journal, .refund, of: refund.customer, amount: -Int128(refund.total))
            try same("order of the entry", entry?.order, id)
            try Mismatch.check("refund of the entry", entry?.refund, refund.number)
        }
        var returned: [Name: Int128] = [:]
        for line in refund.lines where line.restocked {
            returned[line.product, default: 0] += Int128(line.quantity)
        }
        try compareMovements(journal, .return, returned, order: id, refund: refund.number)
    }

    /// Compares a refund's lines with the lines of its order.
    private func compareAmounts(of refund: RefundRow) throws(Mismatch) {
        guard !taint.contains(ChainID(kind: .order, owner: refund.order)) else { return }
        guard let order = order(refund.order).map({ history.orders[$0] }) else {
            throw Mismatch(summary: "the order \(text(refund.order)) does not exist")
        }
        try same("customer of the refund", refund.customer, order.customer)
        var total: Int128 = 0
        for line in refund.lines {
            guard line.line >= 1, line.line <= order.lines.count else {
                throw Mismatch(summary: "line \(line.line) of an order with \(order.lines.count) lines")
            }
            let sold = order.lines[Int(line.line) - 1]
            let amount = Int128(line.quantity) * Int128(sold.price)
            try same("product of line \(line.line)", line.product, sold.product)
            try Mismatch.check("amount of line \(line.line)", Int128(line.amount), amount)
            total += amount
        }
        try Mismatch.check("total of the refund", Int128(refund.total), total)
    }

    /// Compares the only entry of a command, and returns it.
    @discardableResult
    private func compareEntry(
        _ journal: Int, _ kind: EntryRow.Kind, of customer: Name, amount: Int128?
    ) throws(Mismatch) -> EntryRow? {
        guard let entry = rows.entries[journal].first.map({ history.entries[Int($0)] }) else { return nil }
        try Mismatch.check("kind of the entry", entry.kind, kind)
        try same("customer of the entry", entry.customer, customer)
        if let amount { try Mismatch.check("amount of the entry", Int128(entry.amount), amount) }
        return entry
    }

    private func compareMovement(
        _ journal: Int, _ kind: MovementRow.Kind, of product: Name, quantity: Int128
    ) throws(Mismatch) {
        try compareMovements(journal, kind, [product: quantity], order: nil, refund: nil)
    }

    private func compareMovements(
        _ journal: Int, _ kind: MovementRow.Kind, _ quantities: [Name: Int128], order: Name?, refund: Int64?
    ) throws(Mismatch) {
        for row in rows.movements[journal] {
            let movement = history.movements[Int(row)]
            try Mismatch.check("kind of a movement", movement.kind, kind)
            try Mismatch.check(
                "quantity of the movement of \(text(movement.product))", Int128(movement.quantity),
                quantities[movement.product] ?? 0)
            try same("order of a movement", movement.order, order)
            try Mismatch.check("refund of a movement", movement.refund, refund)
        }
    }
}

/// The units of a line that were refunded, with or without a return to stock.
private struct RefundedUnits: Equatable, CustomStringConvertible {
    let line: Int64
    let restocked: Bool
    var quantity: Int128

    init(line: Int64, restocked: Bool, _ quantity: Int64) {
        self.line = line
        self.restocked = restocked
        self.quantity = Int128(quantity)
    }

    var description: String { "\(quantity)×line \(line)\(restocked ? " restocked" : "")" }

    /// Adds up the units of equal lines, and sorts the lines.
    static func merged(_ lines: [Self]) -> [Self] {
        var result: [Self] = []
        for line in lines.sorted(by: { ($0.line, $0.restocked ? 1 : 0) < ($1.line, $1.restocked ? 1 : 0) }) {
            if let last = result.last, last.line == line.line, last.restocked == line.restocked {
                result[result.count - 1].quantity += line.quantity
            } else {
                result.append(line)
            }
        }
        return result
    }
}
