import JoskLedger
import JoskPostgres
import JoskTesting
import PostgresCluster
import Testing

@Suite("Kept receipts after a restore to an earlier time")
struct RestoreTests {
    @Test("The receipts of before the restore point are recorded, and those of after it are named as lost")
    func pointInTime() async throws {
        let (stage, server) = try await Stage.alone("restored", ["wal_level": "replica"])
        let before = try await sell(on: stage, server)
        try await server.stop()
        try await before.backup.restore(to: "kept", logOf: server)

        let restored = PostgresConfiguration(url: Stage.url(before.backup.port, stage.database.name))
        try await withStore(on: stage.database, restored) { store in
            let check = await store.check(within: .seconds(60))
            #expect(check.isPassed)
            #expect(check.server?.systemIdentifier == before.server.systemIdentifier)
            #expect(before.server.timeline == 1 && check.server?.timeline == 2)

            let tenant = Ledger(store: store).tenant(before.business)
            for receipt in before.kept { #expect(try await verified(receipt, by: tenant) == .recorded) }
            #expect(before.kept.count == 5)
            var lost: [String] = []
            for (name, receipt) in before.lost {
                let result = try await verified(receipt, by: tenant)
                if result != .recorded { lost.append("\(name): \(result)") }
            }
            #expect(
                lost == [
                    "Ada's second purchase: missing(lastSequence: Optional(3))",
                    "Bob's payment: missing(lastSequence: Optional(2))",
                    "Cleo's addition: missing(lastSequence: nil)",
                ])

            // The next command takes the number of the lost purchase.
            let ada = try #require(before.kept.first?.postedEntry?.customerID)
            let next = try await tenant.recordPayment(of: .gbp(minorUnits: 1), by: ada)
            let entry = try await tenant.ledgerEntries(of: ada).elements.first
            #expect(next.entry == entry.map { PostedEntry($0) })
            #expect(
                try await verified(before.lost[0].receipt, by: tenant) == entry.map { .different($0) })
            #expect(try await tenant.audit().isClean)
        }
    }

    @Test(
        "The receipt of an entry that a superuser edited or removed does not verify",
        arguments: [
            "UPDATE josk.ledger_entries SET amount = amount - 1, balance = balance - 1 WHERE sequence = 2",
            "UPDATE josk.ledger_entries SET hash = sha256('x') WHERE sequence = 2",
            "DELETE FROM josk.ledger_entries WHERE sequence = 2",
        ])
    func edited(sql: String) async throws {
        let database = try await TestDatabase.migrated("edited")
        try await withStore(on: database) { store in
            let shop = try await Shop.open(on: store)
            let ada = shop.customers[0]
            let paid = try await shop.tenant.recordPayment(of: .gbp(minorUnits: 5), by: ada)
            let next = try await shop.tenant.recordPayment(of: .gbp(minorUnits: 6), by: ada)
            try await database.run("ALTER TABLE josk.ledger_entries DISABLE TRIGGER ALL; \(sql)")
            let result = try await shop.tenant.verify(paid)
            if sql.hasPrefix("DELETE") {
                #expect(result == .missing(lastSequence: 3))
            } else {
                guard case .different(let entry) = result else {
                    Issue.record("expected another entry, found \(result)")
                    return
                }
                #expect(entry.sequence == 2)
            }
            #expect(try await shop.tenant.verify(next) == .recorded)
            #expect(try await shop.tenant.audit().isClean == false)
        }
    }

    private func verified(
        _ receipt: any PostingReceipt, by tenant: Tenant
    ) async throws(StoreError) -> ReceiptVerification {
        try await tenant.verify(receipt)
    }

    private struct Before {
        let business: Business.ID
        let backup: OwnServer
        let server: PostgresCheck.Server
        let kept: [any PostingReceipt]
        let lost: [(name: String, receipt: any PostingReceipt)]
    }

    /// Makes a base backup, then commands, a restore point, and further commands.
    private func sell(on stage: Stage, _ server: OwnServer) async throws -> Before {
        try await withStore(on: stage.database, stage.configuration) { store in
            let ledger = Ledger(store: store)
            let tenant = ledger.tenant(
                try await ledger.createBusiness(name: "Corner Shop", currency: .gbp).id)
            let limit = Money.gbp(minorUnits: 10_000)
            let ada = try await tenant.addCustomer(name: "Ada", creditLimit: limit)
            let backup = try await server.backup()
            let bob = try await tenant.addCustomer(name: "Bob", creditLimit: limit)
            let tea = try await tenant.addProduct(
                sku: "TEA-1", name: "Tea", price: .gbp(minorUnits: 450), stock: 10)
            let line = PurchaseLine(tea.id, quantity: 2)
            let order = try await tenant.purchase(by: ada.id, lines: [line])
            let refund = try await tenant.refund(
                order: order.orderID, lines: [.init(lineNumber: 1, quantity: 1)])
            let paid = try await tenant.recordPayment(of: .gbp(minorUnits: 5), by: bob.id)
            try await server.run("SELECT pg_create_restore_point('kept')")

            let second = try await tenant.purchase(by: ada.id, lines: [line])
            let payment = try await tenant.recordPayment(of: .gbp(minorUnits: 700), by: bob.id)
            let cleo = try await tenant.addCustomer(name: "Cleo", creditLimit: limit)
            let check = await store.check(within: .seconds(60))
            return Before(
                business: tenant.id, backup: backup, server: try #require(check.server),
                kept: [ada, bob, order, refund, paid],
                lost: [
                    ("Ada's second purchase", second), ("Bob's payment", payment), ("Cleo's addition", cleo),
                ])
        }
    }
}
