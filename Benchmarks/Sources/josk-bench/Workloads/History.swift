import BenchmarkPeers
import Foundation
import JoskLedger

/// A generator of long customers' ledgers.
///
/// It records opening balances through the public API, so that audits accept the ledgers.
struct History: Sendable {
    let ledger: Ledger
    let shop: ShopGroup

    /// The number of customers' ledgers that are written at once.
    private static let width = 4
    /// The number of entries in one request; 200 share a transaction.
    private static let portion = 2_000

    private var tenant: Tenant { ledger.tenant(ShopGroup.business(shop.firstTenant)) }

    /// Fills the ledgers of many customers to the same length, so that together they have the given number of entries.
    func fill(customers: ClosedRange<Int>, entries: Int) async throws {
        let each = entries / customers.count
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, customer) in customers.enumerated() {
                if index >= Self.width { try await group.next() }
                group.addTask { try await fill(customer: customer, entries: each) }
            }
            try await group.waitForAll()
        }
    }

    /// Fills a customer's ledger to the given length, if it is shorter.
    func fill(customer number: Int, entries: Int) async throws {
        let id = ShopGroup.customer(number)
        guard let account = try await tenant.customer(id) else {
            throw BenchmarkFailure("customer \(number) does not exist")
        }
        var missing = entries - Int(account.lastEntry.sequence)
        let today = CalendarDate(of: account.lastEntry.recordedAt, in: .gmt)
        while missing > 0 {
            // Debts and credits in turn, so that the balance stays small.
            let balances = (0..<min(missing, Self.portion)).map { index in
                OpeningBalance(
                    of: id, amount: Money(minorUnits: index.isMultiple(of: 2) ? 100 : -100, .usd), due: today)
            }
            for result in await tenant.recordOpeningBalances(balances) { _ = try result.get() }
            missing -= balances.count
        }
    }
}
