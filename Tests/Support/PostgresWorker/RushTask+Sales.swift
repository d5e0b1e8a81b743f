// Purchases, refunds, and purchases across businesses, which must always fail.

import JoskLedger
import JoskTesting

/// The contents of a purchase, with the customer and the products identified by their indices.
struct Cart: Sendable {
    let customer: Int
    let lines: [(product: Int, quantity: Int64)]

    /// Creates a random cart, often with the scarce product or for the customer near the limit.
    init(in shop: ShopIdentifiers, using generator: inout SeededGenerator) {
        let isForFirst = Bool.random(using: &generator)
        customer = isForFirst ? 0 : Int.random(in: 0..<shop.customers.count, using: &generator)
        var places = Array(shop.products.indices).shuffled(using: &generator)
        if Bool.random(using: &generator) { places.insert(0, at: Int.random(in: 0...1, using: &generator)) }
        let count = Int.random(in: 1...3, using: &generator)
        lines = places.prefix(count).map { ($0, Int64.random(in: 1...2, using: &generator)) }
    }

    func lines(in shop: ShopIdentifiers) -> [PurchaseLine] {
        lines.map { PurchaseLine(shop.products[$0.product], quantity: $0.quantity) }
    }

    /// Returns the effects of the cart's purchase.
    func deed(_ receipt: PurchaseReceipt) -> Deed {
        let moved = Dictionary(lines.map { ($0.product, -$0.quantity) }, uniquingKeysWith: +)
        let entry = receipt.charge.map { _ in
            Deed.Entry(customer: customer, amount: receipt.total.minorUnits)
        }
        return Deed(kind: .order, entry: entry, moved: moved, receipt: "\(receipt)")
    }
}

extension RushTask {
    mutating func buy(in business: Int) async throws(TextViolation) {
        let cart = Cart(in: run.businesses[business], using: &generator)
        let key = try IdempotencyKey("own-\(name)-\(step)")
        guard let receipt = await purchase(cart, in: business, key: key, as: "purchase") else { return }
        tally.add(cart.deed(receipt), to: business)
        orders.append((business, receipt.orderID, cart))
        last = (business, key, cart, receipt)
    }

    /// Buys a cart that every task of every process buys at about this time, under the same key.
    mutating func buyShared(in business: Int) async throws(TextViolation) {
        let number = step / 2 + random(4)
        let cart = sharedCart(number, in: business)
        let key = try IdempotencyKey("shared-\(number)")
        let id = sharedOrder(number, in: business)
        guard let receipt = await purchase(cart, in: business, key: key, id: id, as: "shared purchase") else {
            return
        }
        tally.add(cart.deed(receipt), to: business, under: "\(business): \(key)")
    }

    /// Returns the order's identifier of a shared purchase, even if the purchase was not made.
    func sharedOrder(_ number: Int, in business: Int) -> Order.ID {
        Order.ID(high: run.businesses[business].business.words.high, low: UInt64(number))
    }

    func sharedCart(_ number: Int, in business: Int) -> Cart {
        var generator = SeededGenerator(seed: run.seed &+ UInt64(number))
        return Cart(in: run.businesses[business], using: &generator)
    }

    /// Repeats the last purchase, which must return the same receipt.
    mutating func replayLast() async {
        guard let last else { return }
        let receipt = await purchase(last.cart, in: last.business, key: last.key, as: "replay")
        if receipt != last.receipt { tally.complain("the replay of \(last.key) returned another receipt") }
    }

    private mutating func purchase(
        _ cart: Cart, in business: Int, key: IdempotencyKey, id: Order.ID? = nil, as name: String
    ) async -> PurchaseReceipt? {
        let (tenant, shop) = (tenant(business), run.businesses[business])
        return await attempt(name, reason: Self.reason) { () async throws(PurchaseError) in
            try await tenant.purchase(
                by: shop.customers[cart.customer], lines: cart.lines(in: shop), orderID: id,
                idempotencyKey: key)
        }
    }

    private static func reason(_ rejection: PurchaseRejection) -> String {
        if !rejection.shortages.isEmpty { return rejection.credit == nil ? "stock" : "stock and credit" }
        return rejection.credit == nil ? "other" : "credit"
    }

    /// Refunds one unit of a line, of one of the task's orders or of a shared order.
    mutating func refund(in business: Int) async {
        var (place, id, cart) = (business, Order.ID(), Cart?.none)
        if let own = orders.randomElement(using: &generator), random(2) == 0 {
            (place, id, cart) = (own.business, own.id, own.cart)
        } else {
            let number = random(step / 2 + 4)
            (id, cart) = (sharedOrder(number, in: business), sharedCart(number, in: business))
        }
        guard let cart else { return }
        let line = random(cart.lines.count)
        let request = RefundRequestLine(lineNumber: line + 1, quantity: 1, restock: random(3) > 0)
        let tenant = tenant(place)
        let receipt = await attempt("refund", reason: Self.reason) { () async throws(RefundError) in
            try await tenant.refund(order: id, lines: [request])
        }
        guard let receipt else { return }
        let entry = receipt.entry.map { _ in
            Deed.Entry(customer: cart.customer, amount: -receipt.total.minorUnits)
        }
        let moved = request.restock ? [cart.lines[line].product: request.quantity] : [:]
        tally.add(Deed(kind: .refund, entry: entry, moved: moved), to: place)
    }

    private static func reason(_ rejection: RefundRejection) -> String {
        switch rejection {
        case .unknownOrder: "no such order"
        case .exceedsRemaining: "nothing left"
        default: "other"
        }
    }

    /// Attempts a purchase with a customer or a product of another business, which must be rejected as unknown.
    mutating func trespass(in business: Int) async {
        let (home, tenant) = (run.businesses[business], tenant(business))
        let others = run.businesses.filter { $0.business != home.business } + [run.bystander]
        let foreign = others[random(others.count)]
        let customer = [home, foreign][random(2)].customers[0]
        let product = (customer == home.customers[0] ? foreign : home).products[0]
        do throws(PurchaseError) {
            try await tenant.purchase(by: customer, lines: [PurchaseLine(product, quantity: 1)])
            tally.complain("\(customer) bought \(product), which belongs to another business")
        } catch {
            guard case .rejected(let why) = error,
                why.customerProblem == .unknown(customer) || why.unknownProducts == [product]
            else { return tally.complain("trespass: \(error)") }
            tally.count("trespass rejected")
        }
    }
}
