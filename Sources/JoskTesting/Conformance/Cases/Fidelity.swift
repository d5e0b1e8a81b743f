internal import Foundation
import JoskLedger

/// Texts that stores have been known to change, and must return byte for byte.
private let awkwardTexts = [
    "\u{e9}", "e\u{301}", " ", " leading and trailing ", "'; DROP TABLE orders; --", "%_\\", "{}", "\"",
    "\u{1}",
    "\r\n\t", "\u{202e}rtl", "🇬🇧👩‍👩‍👧‍👦", "\u{10FFFF}", "\u{FEFF}", "NULL", "\\x00",
    String(repeating: "é", count: 127),
]

extension StoreConformance {
    static let fidelity = [
        ConformanceCase("Every text without NUL is stored byte for byte, and is a distinct key") { bench in
            let shop = try await Shop.open(on: bench.store, customers: 0, products: 0)
            for text in awkwardTexts {
                let customer = try await shop.tenant.addCustomer(
                    name: try Name(text), reference: try CustomerReference(text),
                    creditLimit: .gbp(minorUnits: 100), idempotencyKey: try IdempotencyKey(text),
                    metadata: try Metadata([try MetadataKey(text): try MetadataValue(text)]))
                let found = try await shop.tenant.customer(reference: try CustomerReference(text))
                try expectEqual(
                    found?.id, customer.id, "the customer with the reference \(text.debugDescription)")
                try expectEqual(found?.customer.name, try Name(text), "name of the customer")
                let product = try await shop.tenant.addProduct(
                    sku: try SKU(text), name: try Name(text), price: .gbp(minorUnits: 0), stock: 1)
                let item = try await shop.tenant.product(sku: try SKU(text))
                try expectEqual(item?.id, product.id, "the product with the SKU \(text.debugDescription)")
                try await shop.tenant.purchase(
                    by: customer.id, lines: [.init(product.id, quantity: 1)],
                    reference: try OrderReference(text))
                try await shop.tenant.adjustStock(of: product.id, by: 1, reason: try Reason(text))
                try await shop.tenant.recordPayment(
                    of: .gbp(minorUnits: 1), by: customer.id, reference: try PaymentReference(text))
                let entry = try await shop.tenant.ledgerEntries(of: customer.id).elements.first
                guard case .payment(try PaymentReference(text), effective: _) = entry?.kind else {
                    throw Expectation(
                        detail: "expected a payment with the reference \(text.debugDescription), "
                            + "found \(entry.map { "\($0.kind)" } ?? "none")")
                }
            }
            try await shop.tenant.expectCleanAudit()
            let rows = try await shop.rows(on: bench.store)
            for text in awkwardTexts {
                let key = try IdempotencyKey(text)
                let entry = rows.lazy.compactMap { row -> JournalEntry? in
                    if case .journalEntry(let entry) = row, entry.key == key { entry } else { nil }
                }.first
                let expected = try Metadata([try MetadataKey(text): try MetadataValue(text)])
                try expectEqual(
                    entry?.metadata, expected, "metadata of the command with the key \(text.debugDescription)"
                )
            }
        },

        ConformanceCase("The greatest amounts, quantities and dates are stored exactly") { bench in
            let shop = try await Shop.open(
                on: bench.store, creditLimit: Limits.amount.upperBound, products: 1,
                price: Limits.amount.upperBound, stock: Limits.quantity.upperBound)
            let (customer, product) = (shop.customers[0], shop.products[0])
            try await shop.tenant.purchase(by: customer, lines: [.init(product, quantity: 1)])
            let first = try require(CalendarDate(year: 1, month: 1, day: 1), "the first day")
            let last = try require(CalendarDate(year: 9_999, month: 12, day: 31), "the last day")
            let amount = Money.gbp(minorUnits: Limits.amount.upperBound)
            for day in [first, last] {
                try await shop.tenant.recordPayment(of: amount, by: customer, effectiveDate: day)
            }
            let entries = try await shop.tenant.ledgerEntries(of: customer).elements
            try expectEqual(
                entries.first?.balance.minorUnits, Limits.amount.lowerBound, "balance in minor units")
            let kinds: [LedgerEntry.Kind] = [
                .payment(nil, effective: last), .payment(nil, effective: first),
            ]
            try expectEqual(entries.prefix(2).map(\.kind), kinds, "kinds of the entries")
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("An order of 10,000 lines is stored with every line") { bench in
            let shop = try await Shop.open(
                on: bench.store, creditLimit: 1_000_000_000, products: 3, stock: 1_000_000)
            let lines = (0..<10_000).map { index in
                PurchaseLine(
                    shop.products[index % 3], quantity: Int64(index % 7) + 1,
                    unitPrice: .gbp(minorUnits: Int64(index % 11)))
            }
            let receipt = try await shop.tenant.purchase(by: shop.customers[0], lines: lines)
            let order = try require(try await shop.tenant.order(receipt.orderID), "the order").order
            try expect(
                zip(order.lines, lines).allSatisfy { found, given in
                    found.productID == given.productID && found.quantity == given.quantity
                        && found.unitPrice == given.unitPrice
                } && order.lines.count == lines.count,
                "expected the \(lines.count) lines that were bought, found \(order.lines.count) or other lines"
            )
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("A business is stored with its name, time zone, currency and payment terms") {
            bench in
            let zone = try require(TimeZone(identifier: "Pacific/Auckland"), "a time zone")
            let created = try await bench.ledger.createBusiness(
                name: "Dairy", currency: .kwd, timeZone: zone, paymentTerms: .days(3_650))
            let business = try require(try await bench.ledger.tenant(created.id).business(), "the business")
            try expectEqual(business.timeZone.identifier, zone.identifier, "time zone")
            try expectEqual(business.currency, .kwd, "currency")
            try expectEqual(business.paymentTerms, .days(3_650), "payment terms")
            try expectEqual(business.createdAt, created.createdAt, "creation time")
            try expectEqual(business.name, "Dairy", "name")
        },
    ]
}
