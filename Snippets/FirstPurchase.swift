// The README's example, so that it compiles.

import JoskInMemory
import JoskLedger

let ledger = Ledger(store: InMemoryStore())
let shop = try await ledger.createBusiness(name: "Corner Shop", currency: .usd)
let tenant = ledger.tenant(shop.id)

let ada = try await tenant.addCustomer(name: "Ada", creditLimit: .usd(minorUnits: 50_000))
let tea = try await tenant.addProduct(
    sku: "TEA-1", name: "Tea", price: .usd(minorUnits: 450), stock: 100)

do throws(PurchaseError) {
    let receipt = try await tenant.purchase(
        by: ada.id, lines: [.init(tea.id, quantity: 2)], idempotencyKey: "checkout-7")
    print("sold for \(receipt.total), due \(receipt.charge?.dueDate.description ?? "never")")
} catch {
    switch error {
    case .rejected(let why):
        for shortage in why.shortages { print("\(shortage.missing) too few of \(shortage.productID)") }
        if let credit = why.credit { print("needs \(credit.required), has \(credit.available)") }
    case .keyReused(let key): print("\(key) was used for another request")
    case .unknownBusiness(let id): print("there is no business \(id)")
    case .store(let failure): print("\(failure); try again: \(failure.isRetriable)")
    }
}
