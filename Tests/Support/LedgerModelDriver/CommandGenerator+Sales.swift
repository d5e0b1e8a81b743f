internal import LedgerModel

extension CommandGenerator {
    mutating func purchase() -> Plain.Command {
        let customer = buyer()
        let lines = lines(for: customer)
        let reference = dice.happens(300) ? Plain.Text("INV-\(made(upTo: 60))") : nil
        var order: Int? = dice.happens(200) ? made(upTo: 200) : nil
        if dice.happens(20), let existing = dice.pick(business.orders) { order = existing.id }
        return .purchase(
            Plain.Purchase(
                order: order, customer: customer, lines: lines, reference: reference,
                expectedTotal: expectedTotal(of: lines, for: customer)))
    }

    private mutating func expectedTotal(of lines: [Plain.Line], for customer: Int) -> Plain.Amount? {
        guard lines.count < 100, dice.happens(250) else { return nil }
        let quote = business.quote(Plain.Purchase(customer: customer, lines: lines))
        guard let total = quote.total else { return inCurrency(1) }
        return inCurrency(dice.happens(150) ? total.units + dice.number(-1...1) : total.units)
    }

    private mutating func lines(for customer: Int) -> [Plain.Line] {
        switch dice.roll(1_000) {
        case 0..<8: return []
        case 8..<11: return sumBeyondInt64()
        case 11: return tooMany(Plain.Line(product: product(), quantity: 1))
        case 12..<22: return dearLines()
        case 22..<100: return [justAffordable(to: customer)]
        default: break
        }
        var lines = (0..<dice.weighted([(1, 4), (2, 4), (3, 2)])).map { _ in line() }
        if dice.happens(250), var again = dice.pick(lines) {
            again.quantity = dice.number(1...3)
            again.price = dice.flip() ? nil : again.price
            lines.append(again)
        }
        return lines
    }

    /// Returns one line more than an order or a refund may have.
    private func tooMany<Line>(_ line: Line) -> [Line] {
        Array(repeating: line, count: Bounds.mostLines + 1)
    }

    private mutating func line() -> Plain.Line {
        let sellable = business.products.filter { $0.isActive && business.stock(of: $0.id) > 0 }
        let product = dice.happens(850) ? dice.pick(sellable)?.id ?? product() : product()
        var quantity = dice.number(1...4)
        if dice.happens(60) {
            let stock = business.stock(of: product)
            quantity = dice.one(of: max(stock, 1), stock + 1)
        }
        if dice.happens(15) {
            let odd: [Int64] = [0, -1, Bounds.mostUnits, Bounds.mostUnits + 1, .max, .min]
            quantity = dice.pick(odd) ?? 0
        }
        var line = Plain.Line(product: product, quantity: quantity)
        if dice.happens(200) { line.price = inCurrency(dice.happens(60) ? extreme() : dice.number(0...300)) }
        return line
    }

    /// Returns lines that cost too much, either each alone or only together.
    private mutating func dearLines() -> [Plain.Line] {
        let most = Plain.Amount(Bounds.mostMoney, business.currency)
        let quantity: Int64 = dice.one(of: 1, 1, 2, Bounds.mostUnits)
        return [
            Plain.Line(product: product(), quantity: quantity, price: most),
            Plain.Line(product: product(), quantity: 1, price: dice.flip() ? most : nil),
        ]
    }

    /// Returns so many lines that the sum of their amounts does not fit in 64 bits, although each amount does.
    private mutating func sumBeyondInt64() -> [Plain.Line] {
        let most = Plain.Amount(Bounds.mostMoney, business.currency)
        return Array(repeating: Plain.Line(product: product(), quantity: 1, price: most), count: 9_300)
    }

    /// Returns a line of one unit at exactly the available credit of the customer, or at one minor unit more.
    private mutating func justAffordable(to customer: Int) -> Plain.Line {
        let available = business.limit(of: customer) - business.balance(of: customer)
        let price = max(0, min(available + dice.number(0...1), Bounds.mostMoney))
        return Plain.Line(product: product(), quantity: 1, price: Plain.Amount(price, business.currency))
    }

    mutating func refund() -> Plain.Command {
        let id = order()
        guard let order = business.orders.first(where: { $0.id == id }) else {
            return .refund(order: id, lines: [Plain.RefundLine(number: 1, quantity: 1, restock: true)])
        }
        switch dice.roll(1_000) {
        case 0..<8: return .refund(order: id, lines: [])
        case 8:
            let line = Plain.RefundLine(number: 1, quantity: 1, restock: false)
            return .refund(order: id, lines: tooMany(line))
        default: break
        }
        let lines = (0..<dice.weighted([(1, 6), (2, 3), (3, 1)])).map { _ in refundLine(of: order) }
        return .refund(order: id, lines: lines)
    }

    private mutating func refundLine(of order: OrderFact) -> Plain.RefundLine {
        var number = 1 + dice.roll(order.lines.count)
        let left = business.left(of: number, in: order)
        var quantity = left > 1 && dice.happens(700) ? dice.number(1...left) : max(left, 1)
        if dice.happens(60) { quantity = left + 1 }
        if dice.happens(20) { quantity = dice.one(of: 0, -1, Bounds.mostUnits + 1, .max, .min) }
        if dice.happens(30) { number = dice.one(of: 0, -1, order.lines.count + 1, .max, .min) }
        return Plain.RefundLine(number: number, quantity: quantity, restock: dice.flip())
    }

    /// Returns a command about the product whose stock is at its upper bound.
    ///
    /// The result is nil if the command needs an order and there is no suitable one.
    mutating func warehouseCommand() -> Plain.Command? {
        let product = Warehouse.product
        let room = Bounds.mostStock - business.stock(of: product)
        let order = dice.pick(
            business.orders.suffix(40).filter { order in
                order.lines[0].product == product && business.left(of: 1, in: order) > 0
            })
        switch dice.roll(9) {
        case 0, 1:
            let quantity = dice.one(of: room, room + 1, Bounds.mostUnits)
            return .receiveGoods(product: product, quantity: quantity, reference: nil)
        case 2:
            let quantity = dice.one(of: room, room + 1, room + 1, -1)
            return .adjustStock(product: product, quantity: quantity, reason: reason())
        case 3, 4:
            let line = Plain.Line(
                product: product, quantity: dice.number(1...500), price: Plain.Amount(0, business.currency))
            return .purchase(Plain.Purchase(customer: buyer(), lines: [line]))
        case 5:
            guard let order else { return nil }
            return .cancelOrder(order: order.id, restock: true)
        default:
            guard let order else { return nil }
            return .refund(
                order: order.id, lines: [Plain.RefundLine(number: 1, quantity: 1, restock: true)])
        }
    }
}
