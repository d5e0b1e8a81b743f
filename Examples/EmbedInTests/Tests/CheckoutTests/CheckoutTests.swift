import Checkout
import JoskInMemory
import JoskLedger
import JoskTesting
import Testing

/// How a host tests its own code: a store in memory, a clock that stands still, a shop to begin with. Nothing is
/// mocked: the rules are the real ones.
@Suite("The checkout")
struct CheckoutTests {
    private let clock = ManualClock()

    /// A shop of two products at £1.00, five of each, with one customer who may owe £10.00.
    private func openShop(creditLimit: Int64 = 1_000) async throws -> Shop {
        try await Shop.open(
            on: InMemoryStore(now: { [clock] in clock.now }), creditLimit: creditLimit, products: 2, stock: 5)
    }

    @Test("thanks the customer, and says when to pay: thirty days after the day of the purchase")
    func sells() async throws {
        let shop = try await openShop()
        clock.advance(by: .seconds(86_400))
        let basket = Basket(key: "basket-1", lines: [PurchaseLine(shop.products[0], quantity: 2)])
        let screen = try await Checkout(of: shop.tenant).buy(basket, for: shop.customers[0])
        #expect(screen == .thanks(order: 1, due: CalendarDate(year: 2026, month: 2, day: 1)))
        #expect(try await shop.tenant.product(shop.products[0])?.stock == 3)
    }

    @Test("sells a basket once, however often the button is pressed, and whatever has changed since")
    func sellsOnce() async throws {
        let shop = try await openShop()
        let checkout = Checkout(of: shop.tenant)
        let basket = Basket(key: "basket-1", lines: [PurchaseLine(shop.products[0], quantity: 5)])
        let first = try await checkout.buy(basket, for: shop.customers[0])
        clock.advance(by: .seconds(3_600))
        let second = try await checkout.buy(basket, for: shop.customers[0])
        #expect(first == second)
        #expect(try await shop.tenant.customer(shop.customers[0])?.orderCount == 1)
    }

    @Test("says how many are missing of which product")
    func tellsShortage() async throws {
        let shop = try await openShop()
        let basket = Basket(
            key: "basket-1",
            lines: [PurchaseLine(shop.products[0], quantity: 1), PurchaseLine(shop.products[1], quantity: 7)])
        let screen = try await Checkout(of: shop.tenant).buy(basket, for: shop.customers[0])
        #expect(screen == .soldOut(missing: [shop.products[1]: 2]))
        #expect(try await shop.tenant.product(shop.products[0])?.stock == 5)
    }

    @Test("says what the customer may still charge")
    func tellsCredit() async throws {
        let shop = try await openShop(creditLimit: 150)
        let basket = Basket(key: "basket-1", lines: [PurchaseLine(shop.products[0], quantity: 2)])
        let screen = try await Checkout(of: shop.tenant).buy(basket, for: shop.customers[0])
        #expect(screen == .notEnoughCredit(available: .gbp(minorUnits: 150)))
    }

    @Test("asks again when the price has changed since it was shown")
    func tellsPrice() async throws {
        let shop = try await openShop()
        try await shop.tenant.changePrice(of: shop.products[0], to: .gbp(minorUnits: 120))
        let basket = Basket(
            key: "basket-1", lines: [PurchaseLine(shop.products[0], quantity: 2)],
            shownTotal: .gbp(minorUnits: 200))
        let screen = try await Checkout(of: shop.tenant).buy(basket, for: shop.customers[0])
        #expect(screen == .priceChanged(now: .gbp(minorUnits: 240)))
    }

    @Test("says what is not sold any more")
    func tellsWhatIsNotSold() async throws {
        let shop = try await openShop()
        try await shop.tenant.deactivate(product: shop.products[1])
        let basket = Basket(key: "basket-1", lines: [PurchaseLine(shop.products[1], quantity: 1)])
        let screen = try await Checkout(of: shop.tenant).buy(basket, for: shop.customers[0])
        #expect(screen == .notSold([shop.products[1]]))
    }

    @Test("sells the last one to one of many who want it at once")
    func sellsTheLastOnce() async throws {
        let shop = try await openShop(creditLimit: 100_000)
        let checkout = Checkout(of: shop.tenant)
        let screens = try await withThrowingTaskGroup(of: Screen.self) { group in
            for number in 0..<50 {
                let basket = Basket(
                    key: try IdempotencyKey("basket-\(number)"),
                    lines: [PurchaseLine(shop.products[0], quantity: 1)])
                group.addTask { try await checkout.buy(basket, for: shop.customers[0]) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let sold = screens.filter { if case .thanks = $0 { true } else { false } }
        #expect(sold.count == 5)
        #expect(try await shop.tenant.audit().isClean)
    }
}
