// The example of README.md, whose output a test compares with the page.

import JoskInMemory
import JoskLedger

let ledger = Ledger(store: InMemoryStore())
let shop = try await ledger.createBusiness(name: "Corner Shop", currency: .usd)
let tenant = ledger.tenant(shop.id)

let ada = try await tenant.addCustomer(name: "Ada", creditLimit: .usd(minorUnits: 20_00))
let tea = try await tenant.addProduct(
    sku: "TEA-1", name: "Tea", price: .usd(minorUnits: 4_50), stock: 6)

let receipt = try await tenant.purchase(
    by: ada.id, lines: [.init(tea.id, quantity: 2)], idempotencyKey: "checkout-7")
print("Sold for \(receipt.total). Ada owes \(receipt.balance).")

do throws(PurchaseError) {
    try await tenant.purchase(
        by: ada.id, lines: [.init(tea.id, quantity: 5)], idempotencyKey: "checkout-8")
} catch {
    print(error)
}
