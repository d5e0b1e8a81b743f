import JoskInMemory
import JoskLedger
import Testing

@Suite("InMemoryStore")
struct InMemoryStoreTests {
    @Test("a purchase takes stock and credit, and the audit finds nothing")
    func purchase() async throws {
        let ledger = Ledger(store: InMemoryStore())
        let tenant = ledger.tenant(try await ledger.createBusiness(name: "Corner Shop", currency: .usd).id)
        let ada = try await tenant.addCustomer(name: "Ada", creditLimit: .usd(minorUnits: 50_000))
        let tea = try await tenant.addProduct(
            sku: "TEA-1", name: "Tea", price: .usd(minorUnits: 450), stock: 100)
        let receipt = try await tenant.purchase(by: ada.id, lines: [.init(tea.id, quantity: 2)])
        #expect(receipt.total == .usd(minorUnits: 900))
        #expect(try await tenant.customer(ada.id)?.balance == .usd(minorUnits: 900))
        #expect(try await tenant.product(tea.id)?.stock == 98)
        let report = try await tenant.audit()
        #expect(report.violations == [])
        #expect(report.counts.entries == 2)
    }
}
