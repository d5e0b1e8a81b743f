import Foundation
import JoskInMemory
import JoskLedger
import JoskTesting
import Testing

@Suite("The examples of the article on testing")
struct TestingGuideTests {
    @Test("A purchase beyond the stock is rejected with the missing units")
    func shortage() async throws {
        let shop = try await Shop.open(on: InMemoryStore(), customers: 1, products: 1, stock: 5)

        let error = await #expect(throws: PurchaseError.self) {
            try await shop.tenant.purchase(
                by: shop.customers[0], lines: [.init(shop.products[0], quantity: 7)])
        }

        guard case .rejected(let rejection) = error else { return }
        #expect(rejection.shortages.map(\.missing) == [2])
    }

    @Test("A charge is due when the payment terms have passed")
    func dueDate() async throws {
        let clock = ManualClock()
        let shop = try await Shop.open(on: InMemoryStore(now: { clock.now }))
        clock.advance(by: .seconds(86_400))

        let receipt = try await shop.tenant.purchase(
            by: shop.customers[0], lines: [.init(shop.products[0], quantity: 1)])

        let today = CalendarDate(of: clock.now, in: .gmt)
        #expect(receipt.charge?.dueDate == today.adding(days: 30))
    }

    @Test("The checkout reports an unreachable store with the code unavailable")
    func unreachable() async throws {
        let store = InMemoryStore()
        let shop = try await Shop.open(on: store)
        let tenant = Ledger(store: UnreachableStore(store: store)).tenant(shop.tenant.id)

        let error = await #expect(throws: PurchaseError.self) {
            try await tenant.purchase(by: shop.customers[0], lines: [.init(shop.products[0], quantity: 1)])
        }

        guard case .store(let failure) = error else { return }
        #expect(failure.code == .unavailable && failure.isRetriable)
    }

    @Test("A sale leaves no violation")
    func audit() async throws {
        let shop = try await Shop.open(on: InMemoryStore())
        try await shop.tenant.purchase(
            by: shop.customers[0], lines: [.init(shop.products[0], quantity: 1)])

        let report = try await shop.tenant.audit()
        #expect(report.isClean, "\(report.violations)")
    }

    @Test(arguments: StoreConformance.cases)
    func conforms(_ promise: ConformanceCase) async throws {
        try await promise.run { InMemoryStore() }
    }

    @Test("The due dates of the article on time are those that a store computes")
    func dueDatesInAuckland() async throws {
        let evening = Timestamp(microseconds: 1_769_769_000_000_000)  // 2026-01-30T10:30:00Z
        let clock = ManualClock(at: evening)
        let ledger = Ledger(store: InMemoryStore(now: { clock.now }))
        let auckland = try #require(TimeZone(identifier: "Pacific/Auckland"))
        let business = try await ledger.createBusiness(
            name: "Harbour Supplies", currency: .usd, timeZone: auckland, paymentTerms: .days(14))
        let tenant = ledger.tenant(business.id)
        let ada = try await tenant.addCustomer(name: "Ada", creditLimit: .usd(minorUnits: 100))
        let tea = try await tenant.addProduct(sku: "TEA-1", name: "Tea", price: .usd(minorUnits: 1), stock: 9)

        var dueDates: [String?] = []
        for _ in 0..<2 {
            let receipt = try await tenant.purchase(by: ada.id, lines: [.init(tea.id, quantity: 1)])
            dueDates.append(receipt.charge?.dueDate.description)
            clock.advance(by: .seconds(3_600))
        }
        #expect(dueDates == ["2026-02-13", "2026-02-14"])
    }
}

struct UnreachableStore: ForwardingStore {
    let store: any Store

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        throw StoreError(
            .unavailable, outcome: .notCommitted, isRetriable: true, message: "no route to the server")
    }
}
