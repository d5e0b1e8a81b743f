import Testing

@testable import JoskLedger

@Suite("Random histories")
struct RandomHistoryTests {
    /// The invariants of a history, computed independently of the state from sums of its appended facts.
    private struct Books {
        var balances: [Customer.ID: Int64] = [:]
        var limits: [Customer.ID: Int64] = [:]
        var lastEntries: [Customer.ID: LedgerEntry] = [:]
        var orderCounts: [Customer.ID: Int64] = [:]
        var stocks: [Product.ID: Int64] = [:]
        var movementCounts: [Product.ID: Int64] = [:]
        var bought: [Order.ID: [Int64]] = [:]
        var refundCounts: [Order.ID: Int64] = [:]
        var keys: Set<IdempotencyKey> = []

        /// Adds new facts, and returns the rules that they break.
        mutating func enter(_ state: TransactionState, from old: Position) -> [String] {
            let changes = state.changes
            var broken: [String] = []
            func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
                if !holds { broken.append(what()) }
            }
            for order in changes.orders[old.orders...] {
                expect(bought[order.id] == nil, "an order is made once")
                expect(order.number == orderCounts[order.customerID, default: 0] + 1, "orders have no gaps")
                expect(order.total.minorUnits == order.lines.map(\.amount.minorUnits).reduce(0, +), "total")
                orderCounts[order.customerID] = order.number
                bought[order.id] = order.lines.map(\.quantity)
            }
            for refund in changes.refunds[old.refunds...] {
                let order = refund.id.orderID
                expect(refund.id.number == refundCounts[order, default: 0] + 1, "refunds have no gaps")
                refundCounts[order] = refund.id.number
                for line in refund.lines {
                    let left = bought[order]?[line.lineNumber - 1] ?? 0
                    expect(line.quantity <= left, "no more is refunded than was bought")
                    bought[order]?[line.lineNumber - 1] = left - line.quantity
                }
            }
            for entry in changes.entries[old.entries...] {
                let id = entry.customerID
                let last = lastEntries[id]
                expect(entry.sequence == (last?.sequence ?? 0) + 1, "entries have no gaps")
                expect(entry.previousHash == last?.hash ?? .zero, "an entry follows the hash before it")
                expect(
                    entry.hash == entry.computedHash(in: state.businessID), "the hash is that of the entry")
                let balance = balances[id, default: 0] + entry.amount.minorUnits
                expect(entry.balance.minorUnits == balance, "the balance is the sum of the entries")
                if case .charge = entry.kind {
                    expect(balance <= limits[id, default: 0], "no charge beyond the limit")
                }
                balances[id] = balance
                lastEntries[id] = entry
            }
            for movement in changes.movements[old.movements...] {
                let id = movement.productID
                expect(movement.sequence == movementCounts[id, default: 0] + 1, "movements have no gaps")
                let stock = stocks[id, default: 0] + movement.quantity
                expect(movement.stock == stock, "the stock is the sum of the movements")
                expect(stock >= 0, "stock is never below zero")
                expect(movement.quantity != 0, "a movement moves something")
                stocks[id] = stock
                movementCounts[id] = movement.sequence
            }
            for entry in changes.journal[old.journal...] {
                expect(keys.insert(entry.key).inserted, "a key is used once")
            }
            return broken
        }
    }

    /// The position up to which the changes of a state have been checked.
    private struct Position: Equatable {
        let orders, refunds, entries, movements, journal: Int

        init(_ changes: TransactionChanges) {
            orders = changes.orders.count
            refunds = changes.refunds.count
            entries = changes.entries.count
            movements = changes.movements.count
            journal = changes.journal.count
        }
    }

    @Test(
        "Random commands keep the rules of stock, balances, credit limits and sequences of facts",
        arguments: 1...12)
    func invariants(seed: UInt64) throws {
        var (shop, books) = (try StorelessShop.open(), Books())
        var (customers, products): ([Customer.ID], [Product.ID]) = ([], [])
        for limit in [0, 700, 3_000, 20_000] as [Int64] {
            customers.append(try shop.addCustomer(limit: limit))
        }
        for price in [0, 1, 99, 450, 1_200] as [Int64] {
            products.append(try shop.addProduct(price: price, stock: 20))
        }
        for (id, account) in shop.accounts {
            books.limits[id] = account.creditLimit.minorUnits
            books.lastEntries[id] = account.lastEntry
        }
        for (id, item) in shop.items {
            books.stocks[id] = item.stock
            books.movementCounts[id] = item.movementCount
        }

        var requests = RandomRequests(seed: seed, customers: customers, products: products)
        var outcomes: [String: Int] = [:]
        var count = 0
        while count < 2_000 {
            let batch = (0..<requests.batchSize()).map { _ in requests.next() }
            var state = shop.state(of: batch.reduce(into: Footprint()) { $0.formUnion($1.footprint) })
            for request in batch {
                count += 1
                let before = Position(state.changes)
                let outcome = request.run(&state)
                outcomes["\(outcome)", default: 0] += 1
                var broken = books.enter(state, from: before)
                if outcome != .accepted, Position(state.changes) != before {
                    broken.append("\(outcome) left a trace")
                }
                if case .broken(let why) = outcome { broken.append(why) }
                guard broken.isEmpty else {
                    Issue.record("seed \(seed), command \(count), \(request.words): \(broken)")
                    return
                }
            }
            shop.keep(state.changes)
            // The clock advances, and sometimes goes back.
            let step = Int64(batch.count % 5 - 1)
            shop.now = Timestamp(microseconds: shop.now.microseconds + step * 1_000_000)
        }
        for (id, account) in shop.accounts {
            #expect(account.balance.minorUnits == books.balances[id, default: 0])
        }
        for (id, item) in shop.items { #expect(item.stock == books.stocks[id]) }
        let report = Facts(of: shop).audit()
        #expect(report.violations == [], "seed \(seed)")
        // A generator whose requests are all rejected would prove nothing.
        for outcome in ["accepted", "rejected", "replayed", "keyReused"] {
            #expect(outcomes[outcome, default: 0] > 20, "seed \(seed): \(outcomes)")
        }
        #expect(report.counts.orders > 100 && report.counts.refunds > 20, "seed \(seed): \(report.counts)")
    }
}
