import Testing

@testable import JoskLedger

@Suite("Audit: whichever field of whichever row is edited")
struct EveryFieldTests {
    private static let stranger: UInt64 = 0xFF00

    /// Another of the customers, products or commands.
    private static func other<Row: Identifiable>(_ rows: [Row], than id: Row.ID) -> Row.ID? {
        let index = rows.firstIndex { $0.id == id } ?? 0
        return rows.isEmpty ? nil : rows[(index + 1) % rows.count].id
    }

    private func check(_ edits: [FieldEdit]) throws {
        let facts = try History().facts
        for edit in edits {
            let damages = edit.damages(facts)
            #expect(!damages.isEmpty, "no row has the field \(edit.field)")
            for failure in damages.compactMap({ $0.failure() }) { Issue.record("\(failure)") }
        }
    }

    @Test("of a ledger entry, the entry is named and no other row")
    func entries() throws {
        func edit(_ field: String, _ edit: @escaping (inout EditableEntry, Facts) -> Void) -> FieldEdit {
            FieldEdit("entry.\(field)", \.entries) { row, facts in row.altered { edit(&$0, facts) } }
        }
        try check([
            edit("customerID, unknown") { row, _ in row.customerID = .numbered(Self.stranger) },
            edit("customerID, another") { row, facts in
                row.customerID = Self.other(facts.customers, than: row.customerID) ?? row.customerID
            },
            edit("sequence + 1") { row, _ in row.sequence += 1 },
            edit("sequence + 100") { row, _ in row.sequence += 100 },
            edit("kind, opened") { row, _ in row.kind = .opened },
            edit("kind, limitChanged") { row, _ in row.kind = .limitChanged },
            edit("kind, goodwill") { row, _ in
                row.kind = .adjustment(.goodwill, "x", effective: .init(clampingDaysSince1970: 1))
            },
            edit("kind, what it names") { row, _ in
                let day = CalendarDate(clampingDaysSince1970: 1)
                switch row.kind {
                case .charge(let order, let content, _): row.kind = .charge(order, content: content, due: day)
                case .refund(let refund, _): row.kind = .refund(refund, content: .zero)
                case .payment(let reference, _): row.kind = .payment(reference, effective: day)
                case .payout(_, let effective): row.kind = .payout("x", effective: effective)
                case .reversal(let payment, _): row.kind = .reversal(ofPayment: payment + 1, "x")
                case .adjustment(let kind, _, let effective):
                    row.kind = .adjustment(kind, "other", effective: effective)
                case .opened, .limitChanged: break
                }
            },
            edit("kind, the order that is charged") { row, _ in
                guard case .charge(_, let content, let due) = row.kind else { return }
                row.kind = .charge(.numbered(Self.stranger), content: content, due: due)
            },
            edit("amount") { row, _ in row.amount = row.amount.more(1) },
            edit("amount's currency") { row, _ in row.amount = row.amount.inDollars },
            edit("balance") { row, _ in row.balance = row.balance.more(-1) },
            edit("balance's currency") { row, _ in row.balance = row.balance.inDollars },
            edit("creditLimit") { row, _ in row.creditLimit = row.creditLimit.more(1) },
            edit("creditLimit's currency") { row, _ in row.creditLimit = row.creditLimit.inDollars },
            edit("recordedAt, later") { row, _ in row.recordedAt = row.recordedAt.later(3_600) },
            edit("recordedAt, earlier") { row, _ in row.recordedAt = row.recordedAt.later(-3_600) },
            edit("commandID, unknown") { row, _ in row.commandID = .numbered(Self.stranger) },
            edit("commandID, another") { row, facts in
                row.commandID = Self.other(facts.journal, than: row.commandID) ?? row.commandID
            },
            edit("previousHash") { row, _ in row.previousHash = ContentHash(hashing: [1]) },
            edit("hash") { row, _ in row.hash = ContentHash(hashing: [1]) },
        ])
    }

    /// Orders that cost nothing have no charge, whose hash would cover them.
    private static func isCharged(_ order: Order, _: Facts) -> Bool { order.total.minorUnits > 0 }

    @Test("of an order, the order is named and no other row")
    func orders() throws {
        func edit(
            _ field: String, where isProvable: @escaping (Order, Facts) -> Bool = { _, _ in true },
            _ edit: @escaping (Order, Facts) -> Order?
        ) -> FieldEdit { FieldEdit("order.\(field)", \.orders, where: isProvable, edit) }
        try check([
            edit("id") { row, _ in row.with(id: .numbered(Self.stranger)) },
            edit("customerID, unknown") { row, _ in row.with(customerID: .numbered(Self.stranger)) },
            edit("customerID, another") { row, facts in
                row.with(customerID: Self.other(facts.customers, than: row.customerID))
            },
            edit("number + 1") { row, _ in row.with(number: row.number + 1) },
            edit("number + 100") { row, _ in row.with(number: row.number + 100) },
            edit("number 0") { row, _ in row.with(number: 0) },
            edit("reference", where: Self.isCharged) { row, _ in row.with(reference: .some("other")) },
            edit("lines, one more") { row, _ in row.with(lines: row.lines + [row.lines[0]]) },
            edit("lines, none") { row, _ in row.with(lines: []) },
            edit("lines, turned round", where: Self.isCharged) { row, _ in
                row.with(lines: row.lines.reversed())
            },
            edit("line.productID") { row, facts in
                row.withFirstLine { line in
                    line.altered(productID: Self.other(facts.items, than: line.productID))
                }
            },
            edit("line.productID, unknown") { row, _ in
                row.withFirstLine { $0.altered(productID: .numbered(Self.stranger)) }
            },
            edit("line.quantity") { row, _ in
                row.withFirstLine { $0.altered(quantity: $0.quantity + 1) }
            },
            edit("line.unitPrice") { row, _ in
                row.withFirstLine { $0.altered(unitPrice: $0.unitPrice.more(1)) }
            },
            edit("line.unitPrice's currency") { row, _ in
                row.withFirstLine { $0.altered(unitPrice: $0.unitPrice.inDollars) }
            },
            edit("line.amount") { row, _ in row.withFirstLine { $0.altered(amount: $0.amount.more(1)) } },
            edit("lines at another price with the same total", where: Self.isCharged) { row, _ in
                guard row.lines.count == 3 else { return nil }
                // 4 at 450, 2 at 800, 1 at 450: 4 at 350, 2 at 1,000, 1 at 450.
                return row.with(lines: [
                    row.lines[0].altered(unitPrice: .pence(350), amount: .pence(1_400)),
                    row.lines[1].altered(unitPrice: .pence(1_000), amount: .pence(2_000)), row.lines[2],
                ])
            },
            edit("total") { row, _ in row.with(total: row.total.more(1)) },
            edit("total's currency") { row, _ in row.with(total: row.total.inDollars) },
            edit("placedAt, later") { row, _ in row.with(placedAt: row.placedAt.later(3_600)) },
            edit("placedAt, earlier") { row, _ in row.with(placedAt: row.placedAt.later(-3_600)) },
            edit("commandID, unknown") { row, _ in row.with(commandID: .numbered(Self.stranger)) },
            edit("commandID, another") { row, facts in
                row.with(commandID: Self.other(facts.journal, than: row.commandID))
            },
        ])
    }

    /// Refunds that came to nothing have no entry, whose hash would cover them.
    private static func isEntered(_ refund: Refund, _: Facts) -> Bool { refund.total.minorUnits > 0 }

    @Test("of a refund, the refund is named and no other row")
    func refunds() throws {
        func edit(
            _ field: String, where isProvable: @escaping (Refund, Facts) -> Bool = { _, _ in true },
            _ edit: @escaping (Refund, Facts) -> Refund?
        ) -> FieldEdit { FieldEdit("refund.\(field)", \.refunds, where: isProvable, edit) }
        try check([
            edit("id.orderID, unknown") { row, _ in
                row.with(id: .init(orderID: .numbered(Self.stranger), number: row.id.number))
            },
            edit("id.orderID, another") { row, facts in
                Self.other(facts.orders, than: row.id.orderID)
                    .map { row.with(id: .init(orderID: $0, number: row.id.number)) }
            },
            edit("id.number + 1") { row, _ in
                row.with(id: .init(orderID: row.id.orderID, number: row.id.number + 1))
            },
            edit("id.number + 100") { row, _ in
                row.with(id: .init(orderID: row.id.orderID, number: row.id.number + 100))
            },
            edit("customerID, unknown") { row, _ in row.with(customerID: .numbered(Self.stranger)) },
            edit("customerID, another") { row, facts in
                row.with(customerID: Self.other(facts.customers, than: row.customerID))
            },
            edit("lines, one more", where: Self.isEntered) { row, _ in
                row.with(lines: row.lines + [row.lines[0]])
            },
            edit("lines, none") { row, _ in row.with(lines: []) },
            edit("line.lineNumber") { row, _ in
                row.withFirstLine { $0.altered(lineNumber: $0.lineNumber + 1) }
            },
            edit("line.productID") { row, facts in
                row.withFirstLine { line in
                    Self.other(facts.items, than: line.productID).map { line.with(productID: $0) } ?? line
                }
            },
            edit("line.quantity", where: Self.isEntered) { row, _ in
                row.withFirstLine { $0.altered(quantity: $0.quantity + 1) }
            },
            edit("line.amount") { row, _ in row.withFirstLine { $0.altered(amount: $0.amount.more(1)) } },
            edit("line.isRestocked") { row, _ in
                row.withFirstLine { $0.altered(isRestocked: !$0.isRestocked) }
            },
            edit("total") { row, _ in row.with(total: row.total.more(1)) },
            edit("total's currency") { row, _ in row.with(total: row.total.inDollars) },
            edit("refundedAt, later") { row, _ in row.with(refundedAt: row.refundedAt.later(3_600)) },
            edit("refundedAt, earlier") { row, _ in row.with(refundedAt: row.refundedAt.later(-3_600)) },
            edit("commandID, unknown") { row, _ in row.with(commandID: .numbered(Self.stranger)) },
            edit("commandID, another") { row, facts in
                row.with(commandID: Self.other(facts.journal, than: row.commandID))
            },
        ])
    }

    @Test("of a movement of stock, the movement is named and no other row")
    func movements() throws {
        func edit(_ field: String, _ edit: @escaping (StockMovement, Facts) -> StockMovement?) -> FieldEdit {
            FieldEdit("movement.\(field)", \.movements, edit)
        }
        try check([
            edit("productID, unknown") { row, _ in row.with(productID: .numbered(Self.stranger)) },
            edit("productID, another") { row, facts in
                row.with(productID: Self.other(facts.items, than: row.productID))
            },
            edit("sequence + 1") { row, _ in row.with(sequence: row.sequence + 1) },
            edit("sequence + 100") { row, _ in row.with(sequence: row.sequence + 100) },
            edit("kind, adjustment") { row, _ in
                if case .adjustment = row.kind { nil } else { row.altered(kind: .adjustment("x")) }
            },
            edit("kind, sale") { row, _ in row.altered(kind: .sale(.numbered(Self.stranger))) },
            edit("kind, return") { row, _ in
                row.altered(kind: .return(.init(orderID: .numbered(Self.stranger), number: 1)))
            },
            edit("quantity") { row, _ in row.altered(quantity: row.quantity + 1) },
            edit("stock") { row, _ in row.altered(stock: row.stock + 1) },
            edit("movedAt, later") { row, _ in row.altered(movedAt: row.movedAt.later(3_600)) },
            edit("movedAt, earlier") { row, _ in row.altered(movedAt: row.movedAt.later(-3_600)) },
            edit("commandID, unknown") { row, _ in row.altered(commandID: .numbered(Self.stranger)) },
            edit("commandID, another") { row, facts in
                row.altered(commandID: Self.other(facts.journal, than: row.commandID))
            },
        ])
    }

    @Test("of a product, the product is named and no other row")
    func products() throws {
        func edit(_ field: String, _ edit: @escaping (StockItem, Facts) -> StockItem?) -> FieldEdit {
            FieldEdit("product.\(field)", \.items, edit)
        }
        try check([
            edit("id") { row, _ in row.with(product: row.product.with(id: .numbered(Self.stranger))) },
            edit("stock") { row, _ in row.with(stock: row.stock + 1) },
            edit("movementCount + 1") { row, _ in row.with(movementCount: row.movementCount + 1) },
            edit("movementCount - 1") { row, _ in row.with(movementCount: row.movementCount - 1) },
            edit("movedAt, later") { row, _ in row.with(movedAt: row.movedAt.later(60)) },
            edit("movedAt, earlier") { row, _ in row.with(movedAt: row.movedAt.later(-60)) },
            edit("price below zero") { row, _ in row.with(product: row.product.with(price: .pence(-1))) },
            edit("price's currency") { row, _ in
                row.with(product: row.product.with(price: row.product.price.inDollars))
            },
            edit("addedAt, later") { row, _ in
                row.with(product: row.product.with(addedAt: row.product.addedAt.later(3_600)))
            },
        ])
    }

    @Test("of the business, the business is named and no other row")
    func business() throws {
        let facts = try History().facts
        let business = try #require(facts.business)
        func altered(id: Business.ID? = nil, _ currency: Currency = .gbp, later: Int64 = 0) -> Business {
            Business(
                id: id ?? business.id, name: business.name, currency: currency, timeZone: business.timeZone,
                paymentTerms: business.paymentTerms, createdAt: business.createdAt.later(later))
        }
        for edited in [altered(id: .numbered(Self.stranger)), altered(.usd), altered(later: 1)] {
            var damaged = facts
            damaged.business = edited
            let edit = RowEdit(what: "business", facts: damaged, rows: [.business(facts.businessID)])
            if let failure = edit.failure() { Issue.record("\(failure)") }
        }
    }

    @Test("of a customer, the customer is named and no other row")
    func customers() throws {
        try check([
            FieldEdit("customer.id", \.customers) { row, _ in
                Customer(
                    id: .numbered(Self.stranger), name: row.name, reference: row.reference,
                    paymentTerms: row.paymentTerms, isActive: row.isActive)
            }
        ])
    }

    /// A key of the engine's and a hashed fact tell the identifier of a command. A caller's key does not, and
    /// a movement whose command is another was changed itself, as far as can be told.
    private static func hasKnownID(_ row: JournalEntry, _ facts: Facts) -> Bool {
        row.key.string.hasPrefix("josk:") && row.key != CreateBusiness.key
            || facts.entries.contains { $0.commandID == row.id }
    }

    @Test("of the journal, the command is named and no other row")
    func journal() throws {
        func edit(
            _ field: String, where isProvable: @escaping (JournalEntry, Facts) -> Bool = { _, _ in true },
            _ edit: @escaping (JournalEntry, Facts) -> JournalEntry?
        ) -> FieldEdit { FieldEdit("command.\(field)", \.journal, where: isProvable, edit) }
        try check([
            edit("id", where: { row, facts in Self.hasKnownID(row, facts) }) { row, _ in
                row.with(id: .numbered(Self.stranger))
            },
            edit("key, one of the engine's") { row, _ in row.with(key: "josk:x") },
            edit("key, another's") { row, facts in
                guard row.key.string.hasPrefix("josk:") else { return nil }
                return row.with(key: facts.journal.first { $0.id != row.id }?.key)
            },
            edit("kind, unknown") { row, _ in row.with(kind: "mystery") },
            edit("kind, purchase") { row, _ in row.with(kind: Purchase.kind) },
            edit("kind, payment") { row, _ in row.with(kind: RecordPayment.kind) },
            edit("kind, renaming") { row, _ in
                row.factCount == 0 && row.receipt.count == 25 ? nil : row.with(kind: RenameCustomer.kind)
            },
            edit("receipt's version") { row, _ in row.with(receipt: [9] + row.receipt.dropFirst()) },
            edit("receipt, cut off") { row, _ in row.with(receipt: row.receipt.dropLast()) },
            edit("receipt, none") { row, _ in row.with(receipt: []) },
            edit("receipt, too long") { row, _ in row.with(receipt: row.receipt + [0]) },
            edit("factCount + 1") { row, _ in row.with(factCount: row.factCount + 1) },
            edit("factCount - 1") { row, _ in row.with(factCount: row.factCount - 1) },
            edit("recordedAt, later") { row, _ in row.with(recordedAt: row.recordedAt.later(3_600)) },
        ])
    }
}
