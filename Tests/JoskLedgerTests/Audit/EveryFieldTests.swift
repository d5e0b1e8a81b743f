import Foundation
import Testing

@testable import JoskLedger

@Suite("Audits of edited fields")
struct EveryFieldTests {
    private func check(_ edits: [FieldEdit]) throws {
        let facts = try History().facts
        for edit in edits {
            let damages = edit.damages(facts)
            #expect(!damages.isEmpty, "no row has the field \(edit.field)")
            for failure in damages.compactMap({ $0.failure() }) { Issue.record("\(failure)") }
        }
    }

    @Test("An audit of a ledger entry with an edited field names the entry alone, with the broken rules")
    func entries() throws { try check(FieldEdits.entries) }

    @Test("An audit of an order with an edited field names the order alone, with the broken rules")
    func orders() throws { try check(FieldEdits.orders) }

    @Test("An audit of a refund with an edited field names the refund alone, with the broken rules")
    func refunds() throws { try check(FieldEdits.refunds) }

    @Test("An audit of a movement with an edited field names the movement alone, with the broken rules")
    func movements() throws { try check(FieldEdits.movements) }

    @Test("An audit of a product with an edited field names the product alone, with the broken rules")
    func products() throws { try check(FieldEdits.products) }

    @Test("An audit of a business with an edited field names the business alone, with the broken rules")
    func business() throws { try check(FieldEdits.business) }

    @Test("An audit of a customer with an edited field names the customer alone, with the broken rules")
    func customers() throws { try check(FieldEdits.customers) }

    @Test("An audit of a journal entry with an edited field names its command alone, with the broken rules")
    func journal() throws { try check(FieldEdits.journal) }
}

@Suite("Edits that an audit finds or misses")
struct ProvableFieldTests {
    /// The fields whose edits an audit may miss.
    private var unprovable: Set<String> { Set(FieldEdits.unprovable.map(\.subject)) }

    @Test("An audit finds an edit of each field, or the field is listed as unprovable")
    func everyField() throws {
        let facts = try History().facts
        let order = try #require(facts.orders.first)
        let refund = try #require(facts.refunds.first)
        let item = try #require(facts.items.first)
        let rows: [Any?] = [
            facts.business, facts.customers.first, facts.entries.first, order, order.lines.first, refund,
            refund.lines.first, item, item.product, facts.movements.first, facts.journal.first,
        ]
        var fields: Set<String> = []
        for row in rows {
            let row = try #require(row)
            for child in Mirror(reflecting: row).children {
                fields.insert("\(type(of: row)).\(try #require(child.label))")
            }
        }
        // The fields of the product are listed separately.
        #expect(fields.remove("ProductStock.product") != nil)
        let found = Set(FieldEdits.all.map(\.subject))
        #expect(found.union(unprovable) == fields)
        // An audit finds some edits of these fields and misses others.
        #expect(found.intersection(unprovable) == ["Product.price", "Product.addedAt"])
    }

    @Test("An audit misses the edits that are listed as unprovable")
    func missed() throws {
        let facts = try History().facts
        for edit in FieldEdits.unprovable {
            let damages = edit.damages(facts)
            #expect(!damages.isEmpty, "\(edit.field)")
            for damage in damages { #expect(damage.facts.audit().violations == [], "\(damage.what)") }
        }
    }

    @Test("The documentation of the audit lists exactly the fields whose edits an audit misses")
    func documented() throws {
        let source = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/JoskLedger/Tenant/Tenant+Audit.swift")
        let text = try String(contentsOf: source, encoding: .utf8)
        let named = text.matches(of: /`([A-Z][A-Za-z]+\.[a-z][A-Za-z]+)`/).map { String($0.output.1) }
        #expect(Set(named) == unprovable)
        #expect(named.count == unprovable.count)
    }
}
