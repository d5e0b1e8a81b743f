import JoskLedger
import JoskPostgres
import JoskTesting
import Logging

/// The job of one of several processes that run the same idempotency keys.
///
/// Each process runs every key once, in an order of its own, many at once.
package struct KeyRun: Codable, Sendable {
    let shop: ShopIdentifiers
    let keys: Int
    let tasks: Int
    let ledgers: Ledgers
    /// The seed of the order.
    let seed: UInt64

    package init(of keys: Int, in shop: ShopIdentifiers, tasks: Int, _ ledgers: Ledgers, seed: UInt64) {
        (self.shop, self.keys, self.tasks, self.ledgers, self.seed) = (shop, keys, tasks, ledgers, seed)
    }

    /// Runs all keys, and returns the receipt of each.
    func run(on url: String) async throws -> [Int: PurchaseReceipt] {
        try await withPostgresStore(.patient(url, connections: tasks), logger: .silent) { store in
            let tenants = ledgers.make(tasks, on: store).map { $0.tenant(shop.business) }
            var generator = SeededGenerator(seed: seed)
            let order = (0..<keys).shuffled(using: &generator)
            return try await withThrowingTaskGroup(of: [Int: PurchaseReceipt].self) { group in
                for task in 0..<tasks {
                    group.addTask { try await buy(share(task, of: order), in: tenants[task]) }
                }
                return try await group.reduce(into: [:]) { $0.merge($1) { receipt, _ in receipt } }
            }
        }
    }

    private func share(_ task: Int, of order: [Int]) -> [Int] {
        stride(from: task, to: order.count, by: tasks).map { order[$0] }
    }

    private func buy(_ numbers: [Int], in tenant: Tenant) async throws -> [Int: PurchaseReceipt] {
        var receipts: [Int: PurchaseReceipt] = [:]
        for number in numbers {
            receipts[number] = try await tenant.purchase(
                by: shop.customers[number % shop.customers.count], lines: lines(of: number),
                idempotencyKey: try IdempotencyKey("key-\(number)"))
        }
        return receipts
    }

    /// Returns the lines that a key buys, the same in every process: some products, in random order.
    private func lines(of number: Int) -> [PurchaseLine] {
        var generator = SeededGenerator(seed: UInt64(number))
        return shop.products.shuffled(using: &generator).prefix(1 + number % 3)
            .map { PurchaseLine($0, quantity: Int64.random(in: 1...3, using: &generator)) }
    }
}
