internal import LedgerModel

/// A generator of one command for a business.
///
/// Most commands make sense for the business; the others narrowly miss. The generator reads the model to reach
/// rare cases, such as an amount that just fits or an order with little left to refund.
struct CommandGenerator {
    var dice: Dice
    let business: NaiveBusiness
    let isWarehouse: Bool

    /// Returns a command, or nil for the creation of the business.
    mutating func command() -> Plain.Command? {
        if business.customers.count < 2, dice.flip() { return addCustomer() }
        if business.products.count < 2, dice.flip() { return addProduct() }
        if isWarehouse, dice.happens(600), let command = warehouseCommand() { return command }
        let kind = dice.weighted(Self.weights)
        return switch kind {
        case .createBusiness: nil
        case .addCustomer: addCustomer()
        case .addProduct: addProduct()
        case .receiveGoods:
            .receiveGoods(product: product(), quantity: received(), reference: optional("delivery"))
        case .adjustStock: adjustStock()
        case .purchase: purchase()
        case .recordPayment: recordPayment()
        case .refund: refund()
        case .cancelOrder: .cancelOrder(order: order(), restock: dice.flip())
        case .changePrice: .changePrice(product: product(), price: inCurrency(price()))
        case .changeCreditLimit: changeCreditLimit()
        case .changePaymentTerms: .changePaymentTerms(customer: customer(), terms: optionalTerms())
        case .changeBusinessTerms: .changeBusinessTerms(terms: terms())
        case .renameCustomer: .renameCustomer(customer(), to: name())
        case .renameProduct: .renameProduct(product(), to: name())
        case .changeCustomerReference: .changeCustomerReference(customer: customer(), to: reference())
        case .changeSKU: .changeSKU(product: product(), to: sku())
        case .setCustomerActivity: .setCustomerActivity(customer(), isActive: dice.happens(700))
        case .setProductActivity: .setProductActivity(product(), isActive: dice.happens(700))
        case .reversePayment: reversePayment()
        case .payOut: payOut()
        case .adjustBalance: adjustBalance()
        }
    }

    private static let weights: [(Plain.Kind, Int)] = [
        (.createBusiness, 8), (.addCustomer, 30), (.addProduct, 30), (.receiveGoods, 45), (.adjustStock, 40),
        (.purchase, 240), (.recordPayment, 80), (.refund, 90), (.cancelOrder, 40), (.changePrice, 35),
        (.changeCreditLimit, 40), (.changePaymentTerms, 28), (.changeBusinessTerms, 22),
        (.renameCustomer, 20), (.renameProduct, 20), (.changeCustomerReference, 35), (.changeSKU, 35),
        (.setCustomerActivity, 30), (.setProductActivity, 30), (.reversePayment, 50), (.payOut, 45),
        (.adjustBalance, 55),
    ]
}

// MARK: - Subjects of commands

extension CommandGenerator {
    /// Returns an identifier as a caller may choose it, from so few that the same ones recur in every business.
    mutating func made(upTo count: Int) -> Int { 1 + dice.roll(count) }

    mutating func customer() -> Int {
        dice.happens(40) ? made(upTo: 9) : dice.pick(business.customers)?.id ?? made(upTo: 9)
    }

    mutating func product() -> Int {
        dice.happens(40) ? made(upTo: 9) : dice.pick(business.products)?.id ?? made(upTo: 9)
    }

    /// Returns a customer whose purchase is likely to be accepted.
    mutating func buyer() -> Int {
        let active = business.customers.filter(\.isActive)
        if dice.happens(150), let rich = dice.pick(active.filter { isFarInCredit($0.id) }) { return rich.id }
        return dice.happens(800) ? dice.pick(active)?.id ?? customer() : customer()
    }

    mutating func order() -> Int {
        if dice.happens(50) { return made(upTo: 200) }
        if dice.happens(400), let order = orderBeyondBounds() { return order }
        // The latest orders have the most left to refund.
        let orders = dice.flip() ? Array(business.orders.suffix(5)) : business.orders
        return dice.pick(orders)?.id ?? made(upTo: 200)
    }

    /// Returns an order whose refund may bring its customer's balance below the lower bound, if there is one.
    private mutating func orderBeyondBounds() -> Int? {
        let orders = business.orders.suffix(30).filter { order in
            isFarInCredit(order.customer) && order.lines.contains { $0.price.units > 0 }
                && order.lines.indices.contains { business.left(of: $0 + 1, in: order) > 0 }
        }
        return dice.pick(orders)?.id
    }

    /// Returns true if the customer's balance is below half of its lower bound.
    func isFarInCredit(_ customer: Int) -> Bool { business.balance(of: customer) < -Bounds.mostMoney / 2 }

    mutating func name() -> Plain.Text {
        Plain.Text(dice.one(of: "Ada", "Bob", "Ren\u{E9}e", "Rene\u{301}e", "\u{1F34B}"))
    }

    mutating func reference() -> Plain.Text? {
        let texts = ["a", "b", "c", "d", "\u{E9}", "e\u{301}"]
        return dice.happens(300) ? nil : dice.pick(texts).map { Plain.Text($0) }
    }

    mutating func sku() -> Plain.Text {
        let texts = ["S-1", "S-2", "S-3", "S-4", "S-5", "S-6", "S-7", "S-8", "\u{E9}", "e\u{301}"]
        return Plain.Text(dice.pick(texts) ?? "S-1")
    }

    mutating func optional(_ text: String) -> Plain.Text? { dice.flip() ? Plain.Text(text) : nil }

    mutating func effective() -> Int64? { dice.happens(700) ? nil : dice.number(19_000...21_000) }
}

// MARK: - Numbers

extension CommandGenerator {
    /// Returns an amount in the currency of the business, or sometimes in another currency.
    mutating func inCurrency(_ units: Int64) -> Plain.Amount {
        Plain.Amount(units, dice.happens(30) ? "CHF" : business.currency)
    }

    /// Returns a number at one of the bounds or beyond it.
    mutating func extreme() -> Int64 {
        dice.one(
            of: 0, -1, Bounds.mostMoney, Bounds.mostMoney + 1, -Bounds.mostMoney, -Bounds.mostMoney - 1, .max,
            .min)
    }

    mutating func price() -> Int64 {
        if dice.happens(60) { return extreme() }
        return dice.pick([0, 1, 99, 250]) ?? dice.number(1...900)
    }

    mutating func terms() -> Int {
        dice.happens(80)
            ? dice.one(of: -1, Bounds.mostDays + 1, .max, .min)
            : dice.one(of: 0, 7, 30, 365, Bounds.mostDays)
    }

    mutating func optionalTerms() -> Int? { dice.happens(400) ? nil : terms() }

    mutating func received() -> Int64 {
        if dice.happens(60) {
            return dice.one(of: 0, -1, Bounds.mostUnits, Bounds.mostUnits + 1, .max, .min)
        }
        return dice.number(1...60)
    }

    private mutating func addCustomer() -> Plain.Command {
        let isEnginesOwn = business.customers.count < 7 && dice.flip()
        let limit = dice.happens(60) ? extreme() : dice.one(of: 0, 1_000, 5_000, 20_000)
        return .addCustomer(
            Plain.AddCustomer(
                id: isEnginesOwn ? nil : made(upTo: 9), name: name(), reference: reference(),
                limit: inCurrency(limit), terms: optionalTerms()))
    }

    private mutating func addProduct() -> Plain.Command {
        let isEnginesOwn = business.products.count < 7 && dice.flip()
        let stock: Int64 =
            dice.happens(60)
            ? dice.one(of: -1, Bounds.mostUnits, Bounds.mostUnits + 1, .max, .min)
            : dice.one(of: 0, 20, 100)
        return .addProduct(
            Plain.AddProduct(
                id: isEnginesOwn ? nil : made(upTo: 9), sku: sku(), name: name(),
                price: inCurrency(price()), stock: stock))
    }

    private mutating func adjustStock() -> Plain.Command {
        let product = product()
        let stock = business.stock(of: product)
        let quantity: Int64 =
            dice.happens(100)
            ? dice.one(of: 0, -stock - 1, Bounds.mostUnits + 1, -Bounds.mostUnits - 1, .max, .min)
            : dice.one(of: -stock, -1, 3, dice.number(1...15))
        return .adjustStock(product: product, quantity: quantity, reason: reason())
    }

    mutating func reason() -> Plain.Text { Plain.Text(dice.flip() ? "counted again" : "found") }

    private mutating func changeCreditLimit() -> Plain.Command {
        let customer = customer()
        let balance = business.balance(of: customer)
        let choices = [balance, balance - 1, balance + 250, 0, 2_000, 20_000, 20_000]
        let limit = dice.happens(60) ? extreme() : dice.pick(choices) ?? 0
        return .changeCreditLimit(customer: customer, limit: inCurrency(limit))
    }
}
