import Testing

@testable import JoskLedger

@Suite("Audits of rows from another business")
struct ForeignRowTests {
    /// Returns the facts of another business.
    ///
    /// Its identifiers of customers and products begin after the given number.
    private func foreign(after number: UInt64) throws -> Facts {
        var shop = StorelessShop(id: .numbered(0xB1))
        _ = try shop.accept(CreateBusiness(), key: "josk:create-business")
        for _ in 0..<number {
            _ = try shop.addCustomer(limit: 1)
            _ = try shop.addProduct(price: 1)
        }
        let ada = try shop.addCustomer(limit: 90_000)
        let tea = try shop.addProduct(price: 450, stock: 500)
        let cup = try shop.addProduct(price: 0)
        _ = try shop.accept(ReceiveGoods(of: cup, 9, reference: "D-7"), key: "foreign-goods")
        for _ in 1...4 { _ = try shop.sell(tea, 1, to: ada) }
        let free = try shop.sell(cup, 2, to: ada)
        let order = try shop.sell(tea, 2, to: ada)
        _ = try shop.accept(RefundOrder(of: order, [.init(lineNumber: 1, quantity: 1)]))
        _ = try shop.accept(RefundOrder(of: free, [.init(lineNumber: 1, quantity: 1, restock: false)]))
        _ = try shop.accept(RecordPayment(by: ada, .pence(450)))
        _ = try shop.accept(RenameCustomer(customerID: ada, name: "Ada"), key: "foreign-rename")
        _ = try shop.accept(ChangePrice(productID: tea, price: .pence(500)))
        return Facts(of: shop)
    }

    /// Checks that the audit names each row that is copied here from another business, and no other row.
    private func check<Row: AuditedRow>(
        _ rows: WritableKeyPath<Facts, [Row]>, where isOther: (Row, Facts) -> Bool = { _, _ in true }
    ) throws {
        let facts = try History().facts
        for number in [0, 20] as [UInt64] {
            let foreign = try foreign(after: number)[keyPath: rows].filter { isOther($0, facts) }
            #expect(!foreign.isEmpty || number == 0)
            for row in foreign {
                var damaged = facts
                damaged[keyPath: rows].append(row)
                let edit = RowEdit(what: "copied \(row.auditRow)", facts: damaged, rows: [row.auditRow])
                if let failure = edit.failure() { Issue.record("\(failure)") }
            }
        }
    }

    @Test("An audit names a ledger entry that was copied from another business, and no other row")
    func entries() throws { try check(\.entries) }

    @Test("An audit names an order that was copied from another business, and no other row")
    func orders() throws { try check(\.orders) }

    @Test("An audit names a refund that was copied from another business, and no other row")
    func refunds() throws { try check(\.refunds) }

    @Test("An audit names a movement of stock that was copied from another business, and no other row")
    func movements() throws { try check(\.movements) }

    @Test("An audit names a command, with or without facts, that was copied from another business")
    func journal() throws { try check(\.journal) }

    // A store cannot hold a second customer with an identifier that is taken here.

    @Test("An audit names a customer who was copied from another business, and no other row")
    func customers() throws {
        try check(\.customers) { row, facts in !facts.customers.contains { $0.id == row.id } }
    }

    @Test("An audit names a product, with or without stock, that was copied from another business")
    func products() throws {
        try check(\.items) { row, facts in !facts.items.contains { $0.id == row.id } }
    }

    @Test("An audit names a command copied from another business with its facts, and no original row")
    func whole() throws {
        let facts = try History().facts
        for number in [0, 20] as [UInt64] {
            let foreign = try foreign(after: number)
            for command in foreign.journal {
                let entries = foreign.entries.filter { $0.commandID == command.id }
                let orders = foreign.orders.filter { $0.commandID == command.id }
                let refunds = foreign.refunds.filter { $0.commandID == command.id }
                let movements = foreign.movements.filter { $0.commandID == command.id }
                var damaged = facts
                damaged.journal.append(command)
                damaged.entries += entries
                damaged.orders += orders
                damaged.refunds += refunds
                damaged.movements += movements
                // If a first movement has no product, the product itself may have been removed.
                let products = movements.filter { $0.sequence == 1 }
                    .map { AuditViolation.Row.product($0.productID) }
                let copied: [AuditViolation.Row] =
                    [command.auditRow] + entries.map(\.auditRow) + orders.map(\.auditRow)
                    + refunds.map(\.auditRow) + movements.map(\.auditRow)
                let edit = RowEdit(
                    what: "copied \(command.kind)", facts: damaged, rows: Set(copied + products),
                    rules: [.sealCoversCommand])
                if let failure = edit.failure() { Issue.record("\(failure)") }
            }
        }
    }
}
