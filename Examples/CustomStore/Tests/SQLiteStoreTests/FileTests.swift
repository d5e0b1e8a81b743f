import GRDB
import JoskLedger
import JoskTesting
import SQLiteStore
import Testing

@Suite("The file of SQLiteStore")
struct FileTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.path(of: "ledger.sqlite") }

    @Test("A file that is opened again has the same data, and its audit is clean")
    func isDurable() async throws {
        let first = try SQLiteStore(path: path)
        let shop = try await Shop.open(on: first)
        let order = try await shop.tenant.purchase(
            by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 2)])
        try first.close()
        let tenant = Ledger(store: try SQLiteStore(path: path)).tenant(shop.tenant.id)
        #expect(try await tenant.order(order.orderID)?.order.total == order.total)
        #expect(try await tenant.customer(shop.customers[0])?.balance == order.total)
        #expect(try await tenant.audit().isClean)
    }

    @Test("Several stores can create a file at the same time")
    func isMadeAtOnce() async throws {
        let path = path
        let names = try await withThrowingTaskGroup(of: String?.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let ledger = Ledger(store: try SQLiteStore(path: path, busyTimeout: 600), queue: .patient)
                    let shop = try await ledger.createBusiness(
                        name: try Name("Shop \(number)"), currency: .gbp)
                    return try await ledger.tenant(shop.id).business()?.name.string
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(names.compactMap { $0 }).count == 8)
    }

    @Test("The facts in the file never change")
    func refusesChanges() async throws {
        let shop = try await Shop.open(on: try SQLiteStore(path: path))
        let order = try await shop.tenant.purchase(
            by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 2)])
        try await shop.tenant.refund(
            order: order.orderID, lines: [RefundRequestLine(lineNumber: 1, quantity: 1)])
        let file = try DatabaseQueue(path: path)
        for table in ["orders", "refunds", "ledger_entries", "stock_movements", "journal"] {
            for change in ["UPDATE \(table) SET content = '{}'", "DELETE FROM \(table)"] {
                let error = await #expect(throws: DatabaseError.self) {
                    try await file.write { try $0.execute(sql: change) }
                }
                #expect(error?.message?.contains("never change") == true, "\(change)")
            }
        }
    }

    @Test("A store that waits in vain for another process reports busy and writes nothing")
    func reportsBusy() async throws {
        let store = try SQLiteStore(path: path, busyTimeout: 0.1)
        let shop = try await Shop.open(on: store)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path, configuration: configuration)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        let buy: () async throws(PurchaseError) -> PurchaseReceipt = { () throws(PurchaseError) in
            try await shop.tenant.purchase(
                by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1)],
                idempotencyKey: "once")
        }
        do throws(PurchaseError) {
            let receipt = try await buy()
            Issue.record("\(receipt)")
        } catch {
            guard case .store(let failure) = error else { throw error }
            #expect(failure.code == .busy && failure.outcome == .notCommitted && failure.isRetriable)
        }
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        #expect(try await buy().orderNumber == 1)
    }

    @Test("A damaged row is reported as unreadable")
    func reportsDamage() async throws {
        let store = try SQLiteStore(path: path)
        let shop = try await Shop.open(on: store)
        let file = try DatabaseQueue(path: path)
        try await file.write { try $0.execute(sql: "UPDATE customers SET content = '{\"id\": 7}'") }
        await #expect(throws: StoreError.self) { try await shop.tenant.customer(shop.customers[0]) }
        do throws(StoreError) {
            _ = try await shop.tenant.customer(shop.customers[0])
        } catch {
            #expect(error.code == .unreadable && error.outcome == .notCommitted && !error.isRetriable)
        }
    }

    @Test("A tenant cannot read the data of another tenant, not even by identifier")
    func separatesTenants() async throws {
        let store = try SQLiteStore(path: path)
        let shops = [try await Shop.open(on: store), try await Shop.open(on: store)]
        #expect(try await shops[0].tenant.customer(shops[1].customers[0]) == nil)
        #expect(try await shops[0].tenant.product(sku: "SKU-1")?.id == shops[0].products[0])
        #expect(try await shops[1].tenant.product(sku: "SKU-1")?.id == shops[1].products[0])
    }
}
