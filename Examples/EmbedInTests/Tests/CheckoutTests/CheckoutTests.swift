import Checkout
import JoskInMemory
import JoskLedger
import JoskTesting
import Testing

/// Tests of an application's own code, with a store in memory, a manual clock and a shop.
///
/// Nothing is mocked, and the rules are those of production.
@Suite("The checkout")
struct CheckoutTests {
    private let clock = ManualClock()

    /// Returns a shop with two products at £1.00, five units of each, and one customer, by default with £10.00 of
    /// credit.
    private func openShop(creditLimit: Int64 = 1_000) async throws -> Shop {
        try await Shop.open(
            on: InMemoryStore(now: { [clock] in clock.now }), creditLimit: creditLimit, products: 2, stock: 5)
    }

    @Test("The checkout shows the due date, thirty days after the day of the purchase")
    func sells() async throws {
        let shop = try await openShop()
        clock.advance(by: .seconds(86_400))
        let basket = Basket(key: "basket-1", lines: [PurchaseLine(shop.products[0], quantity: 2)])
        let screen = try await Checkout(of: shop.tenant).buy(basket, for: shop.customers[0])
        #expect(screen == .thanks(order: 1, due: CalendarDate(year: 2026, month: 2, day: 1)))
        #expect(try await shop.tenant.product(shop.products[0])?.stock == 3)
    }

    @Test("The checkout sells a basket once, even if the button is pressed again an hour later")
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

    @Test("The checkout shows the missing units of each product")
    func showsShortage() async throws {
        let shop = try await openShop()
        let basket = Basket(
            key: "basket-1",
            lines: [PurchaseLine(shop.products[0], quantity: 1), PurchaseLine(shop.products[1], quantity: 7)])
        let screen = try await Checkout(of: shop.tenant).buy(basket, for: shop.customers[0])
        #expect(screen == .soldOut(missing: [shop.products[1]: 2]))
        #expect(try await shop.tenant.product(shop.products[0])?.stock == 5)
    }

    @Test("The checkout shows the available credit")
    func showsCredit() async throws {
        let shop = try await openShop(creditLimit: 150)
        let basket = Basket(key: "basket-1", lines: [PurchaseLine(shop.products[0], quantity: 2)])
        let screen = try await Checkout(of: shop.tenant).buy(basket, for: shop.customers[0])
        #expect(screen == .notEnoughCredit(available: .gbp(minorUnits: 150)))
    }

    @Test("The checkout shows the new total if a price has changed since the total was shown")
    func showsPrice() async throws {
        let shop = try await openShop()
        try await shop.tenant.changePrice(of: shop.products[0], to: .gbp(minorUnits: 120))
        let basket = Basket(
            key: "basket-1", lines: [PurchaseLine(shop.products[0], quantity: 2)],
            shownTotal: .gbp(minorUnits: 200))
        let screen = try await Checkout(of: shop.tenant).buy(basket, for: shop.customers[0])
        #expect(screen == .priceChanged(now: .gbp(minorUnits: 240)))
    }

    @Test("The checkout shows the products that are no longer sold")
    func showsInactiveProducts() async throws {
        let shop = try await openShop()
        try await shop.tenant.deactivate(product: shop.products[1])
        let basket = Basket(key: "basket-1", lines: [PurchaseLine(shop.products[1], quantity: 1)])
        let screen = try await Checkout(of: shop.tenant).buy(basket, for: shop.customers[0])
        #expect(screen == .notSold([shop.products[1]]))
    }

    @Test("The checkout sells five units five times, even if fifty baskets are bought at once")
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
