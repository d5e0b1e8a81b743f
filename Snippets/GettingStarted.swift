// The code of the article "Getting started".

import JoskInMemory
import JoskLedger

let ledger = Ledger(store: InMemoryStore())
let shop = try await ledger.createBusiness(name: "Corner Shop", currency: .usd)
let tenant = ledger.tenant(shop.id)

let ada = try await tenant.addCustomer(
    name: "Ada", reference: "C-1001", creditLimit: .usd(minorUnits: 500_00), paymentTerms: .days(14))
let tea = try await tenant.addProduct(
    sku: "TEA-1", name: "Tea", price: .usd(minorUnits: 4_50), stock: 100)

let quote = try await tenant.quote(for: ada.id, lines: [.init(tea.id, quantity: 10)])
if let total = quote?.total { print("10 units cost \(total)") }
if let rejection = quote?.rejection {
    for shortage in rejection.shortages {
        print("line \(shortage.lineNumbers): \(shortage.requested) requested, \(shortage.available) in stock")
    }
    if let credit = rejection.credit { print("requires \(credit.required), has \(credit.available)") }
}

let sale = try await tenant.purchase(
    by: ada.id, lines: [.init(tea.id, quantity: 10)], reference: "INV-2026-001",
    expectedTotal: quote?.total, idempotencyKey: "checkout-7")
if let charge = sale.charge { print("due on \(charge.dueDate)") }

try await tenant.refund(
    order: sale.orderID, lines: [.init(lineNumber: 1, quantity: 4)], idempotencyKey: "return-3")
try await tenant.recordPayment(
    of: .usd(minorUnits: 20_00), by: ada.id, reference: "bank-5512", idempotencyKey: "bank-5512")

if let account = try await tenant.customer(ada.id) {
    print("\(account.customer.name) owes \(account.balance), can still charge \(account.availableCredit)")
}
for try await entry in tenant.allLedgerEntries(of: ada.id) {
    print(entry.sequence, entry.amount, entry.balance)
}

let page = try await tenant.stockMovements(of: tea.id, page: .descending(limit: 50))
for movement in page.elements { print(movement.sequence, movement.quantity, movement.stock) }
if let next = page.next { print(try await tenant.stockMovements(of: tea.id, page: next).elements.count) }

let newCustomers = try ["Grace", "Edsger"].enumerated().map { index, name in
    NewCustomer(
        name: try Name(name), creditLimit: .usd(minorUnits: 100_00),
        idempotencyKey: try IdempotencyKey("import-2026-01/customers/\(index + 1)"))
}
for outcome in await tenant.addCustomers(newCustomers) {
    switch outcome {
    case .success(let receipt): print("added \(receipt.id)")
    case .failure(let error): print(error)
    }
}

let report = try await tenant.audit()
for violation in report.violations { print(violation) }
print(report.isClean)
