// The code of the article "Time and terms".

import Foundation
import JoskInMemory
import JoskLedger

let ledger = Ledger(store: InMemoryStore())
let auckland = TimeZone(identifier: "Pacific/Auckland") ?? .gmt
let shop = try await ledger.createBusiness(
    name: "Harbour Supplies", currency: Currency(code: "NZD") ?? .usd, timeZone: auckland,
    paymentTerms: .days(30))
let tenant = ledger.tenant(shop.id)

let limit = Money(minorUnits: 2_000_00, Currency(code: "NZD") ?? .usd)
let ada = try await tenant.addCustomer(name: "Ada", creditLimit: limit, paymentTerms: .days(7))
try await tenant.changePaymentTerms(of: ada.id, to: nil)
try await tenant.changeDefaultPaymentTerms(to: .days(14))

let payment = Money(minorUnits: 120_00, limit.currency)
let received = CalendarDate(year: 2026, month: 3, day: 31)
try await tenant.recordPayment(
    of: payment, by: ada.id, reference: "bank-5512", effectiveDate: received, idempotencyKey: "bank-5512")

let endOfMarch = Timestamp(Date(timeIntervalSince1970: 1_774_954_800))
let owed = try await tenant.balance(of: ada.id, asOf: endOfMarch)
print(owed ?? "no ledger entry by then")
