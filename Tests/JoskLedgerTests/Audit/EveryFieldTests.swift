import Foundation
import Testing

@testable import JoskLedger

@Suite("Audit: whichever field of whichever row is edited")
struct EveryFieldTests {
    private func check(_ edits: [FieldEdit]) throws {
        let facts = try History().facts
        for edit in edits {
            let damages = edit.damages(facts)
            #expect(!damages.isEmpty, "no row has the field \(edit.field)")
            for failure in damages.compactMap({ $0.failure() }) { Issue.record("\(failure)") }
        }
    }

    @Test("of a ledger entry, the entry is named and no other row, with the rules that are broken")
    func entries() throws { try check(FieldEdits.entries) }

    @Test("of an order, the order is named and no other row, with the rules that are broken")
    func orders() throws { try check(FieldEdits.orders) }

    @Test("of a refund, the refund is named and no other row, with the rules that are broken")
    func refunds() throws { try check(FieldEdits.refunds) }

    @Test("of a movement of stock, the movement is named and no other row, with the rules that are broken")
    func movements() throws { try check(FieldEdits.movements) }

    @Test("of a product, the product is named and no other row, with the rules that are broken")
    func products() throws { try check(FieldEdits.products) }

    @Test("of the business, the business is named and no other row, with the rules that are broken")
    func business() throws { try check(FieldEdits.business) }

    @Test("of a customer, the customer is named and no other row, with the rules that are broken")
    func customers() throws { try check(FieldEdits.customers) }

    @Test("of the journal, the command is named and no other row, with the rules that are broken")
    func journal() throws { try check(FieldEdits.journal) }
}

@Suite("Audit: what can be found, and what cannot")
struct ProvableFieldTests {
    /// The fields whose edits an audit may miss.
    private var unprovable: Set<String> { Set(FieldEdits.unprovable.map(\.subject)) }

    @Test("an edit of each field is found, or the field is one of those whose edits are missed")
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
        // Its fields are fields of their own.
        #expect(fields.remove("ProductStock.product") != nil)
        let found = Set(FieldEdits.all.map(\.subject))
        #expect(found.union(unprovable) == fields)
        // Some edits of these are found, and some are not.
        #expect(found.intersection(unprovable) == ["Product.price", "Product.addedAt"])
    }

    @Test("what is said to be missed is missed")
    func missed() throws {
        let facts = try History().facts
        for edit in FieldEdits.unprovable {
            let damages = edit.damages(facts)
            #expect(!damages.isEmpty, "\(edit.field)")
            for damage in damages { #expect(damage.facts.audit().violations == [], "\(damage.what)") }
        }
    }

    @Test("the documentation lists the fields whose edits are missed, and no other")
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
