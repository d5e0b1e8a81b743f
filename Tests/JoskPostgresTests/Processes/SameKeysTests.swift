import JoskLedger
import JoskTesting
import PostgresCluster
import PostgresWorker
import Testing

@Suite("The same keys in two processes")
struct SameKeysTests {
    private static let tasks = 16

    @Test(
        "Two processes that run the same keys in different orders get equal receipts and no deadlock",
        arguments: [
            [Ledgers.own, .own], [.shared(transactions: 1), .own],
            [.shared(transactions: 1), .shared(transactions: 2)],
        ])
    func sameKeys(ledgers: [Ledgers]) async throws {
        let watched = try await WatchedDatabase.migrated("keys")
        let (database, keys) = (watched.database, TestOptions.keys)
        let seeds = [UInt64.random(in: 0...UInt64.max), UInt64.random(in: 0...UInt64.max)]
        printLines(["Same keys: processes with the seeds \(seeds)"])
        try await withStore(on: database) { store in
            let shop = try await Shop.open(
                on: store, customers: 20, creditLimit: 1_000_000_000, products: 20, stock: 1_000_000)
            let runs = zip(ledgers, seeds).map {
                KeyRun(of: keys, in: ShopIdentifiers(shop), tasks: Self.tasks, $0, seed: $1)
            }
            let sessions = ledgers.reduce(0) { $0 + $1.sessions(of: Self.tasks, in: 1) }
            let receipts = try await StartingGate.race(runs, on: database, whenWaiting: sessions) {
                try await WorkerProcess.run(.keys($0), on: watched.url, as: [Int: PurchaseReceipt].self)
            }
            #expect(receipts.map(\.count) == [keys, keys])
            #expect(receipts[0] == receipts[1])
            #expect(Set(receipts[0].values.map(\.orderID)).count == keys)

            let made = "SELECT count(*), count(DISTINCT command_id) FROM josk.orders"
            #expect(try await database.run(made) == "\(keys)|\(keys)")
            let accepted = "SELECT count(*) FROM josk.journal WHERE kind = 'purchase'"
            #expect(try await database.run(accepted) == "\(keys)")
            let report = try await shop.tenant.audit()
            #expect(report.isClean, "\(report.violations.prefix(5))")
        }
        printLines([
            "Same keys: 2 processes of \(Self.tasks) tasks, \(keys) keys, each once;"
                + " \(watched.errors) errors on the server, \(watched.deadlocks) deadlocks"
        ])
        #expect(watched.deadlocks == 0, "\(watched.server.log.suffix(2_000))")
    }
}
