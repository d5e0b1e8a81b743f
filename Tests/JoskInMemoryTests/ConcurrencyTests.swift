import JoskInMemory
import JoskLedger
import JoskTesting
import Testing

@Suite("Concurrent purchases")
struct ConcurrencyTests {
    /// The number of runs of each race; a failure in one of a hundred runs is a defect.
    private static let rounds = 20
    private static let buyers = 1_000

    @Test("The last 100 units are sold to exactly 100 of 1,000 buyers", arguments: 1...rounds)
    func lastUnits(round: Int) async throws {
        let shop = try await Shop.open(
            on: InMemoryStore(), customers: 50, creditLimit: 1_000_000, price: 700, stock: 100)
        let outcomes = await race(in: shop) { _ in [.init(shop.products[0], quantity: 1)] }
        #expect(outcomes.count { $0 == .bought } == 100)
        #expect(outcomes.count { $0 == .refusedForStock } == Self.buyers - 100)
        #expect(try await shop.tenant.product(shop.products[0])?.stock == 0)
        #expect(try await shop.tenant.audit().violations == [])
    }

    @Test("Concurrent purchases charge a credit limit exactly as often as it suffices", arguments: 1...rounds)
    func lastCredit(round: Int) async throws {
        let shop = try await Shop.open(
            on: InMemoryStore(), creditLimit: 33 * 700 + 699, products: 2, price: 700, stock: 10_000)
        let outcomes = await race(in: shop) { buyer in [.init(shop.products[buyer % 2], quantity: 1)] }
        #expect(outcomes.count { $0 == .bought } == 33)
        #expect(outcomes.count { $0 == .refusedForCredit } == Self.buyers - 33)
        #expect(try await shop.tenant.customer(shop.customers[0])?.availableCredit == .gbp(minorUnits: 699))
        #expect(try await shop.tenant.audit().violations == [])
    }

    @Test(
        "Concurrent purchases of scarce stock on scarce credit succeed or fail as a whole",
        arguments: 1...rounds)
    func both(round: Int) async throws {
        let shop = try await Shop.open(
            on: InMemoryStore(), customers: 3, creditLimit: 100_000, products: 3, price: 150, stock: 300)
        let outcomes = await race(in: shop) { buyer in
            shop.products.prefix(buyer % 3 + 1).map { .init($0, quantity: Int64(buyer % 5) + 1) }
        }
        #expect(outcomes.count { $0 == .failed } == 0)
        var sold: Int64 = 0
        for product in shop.products { sold += 300 - (try await shop.tenant.product(product)?.stock ?? 0) }
        var owed: Int64 = 0
        for customer in shop.customers {
            owed += try await shop.tenant.customer(customer)?.balance.minorUnits ?? 0
        }
        #expect(owed == sold * 150)
        #expect(try await shop.tenant.audit().violations == [])
    }

    private enum Outcome { case bought, refusedForStock, refusedForCredit, failed }

    private func race(
        in shop: Shop, _ lines: @escaping @Sendable (Int) -> [PurchaseLine]
    ) async -> [Outcome] {
        await withTaskGroup(of: Outcome.self) { group in
            for buyer in 0..<Self.buyers {
                group.addTask {
                    let customer = shop.customers[buyer % shop.customers.count]
                    do throws(PurchaseError) {
                        try await shop.tenant.purchase(by: customer, lines: lines(buyer))
                        return .bought
                    } catch .rejected(let why) {
                        if !why.shortages.isEmpty { return .refusedForStock }
                        return why.credit == nil ? .failed : .refusedForCredit
                    } catch {
                        return .failed
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }
}
