import BenchmarkPeers
import Foundation
import JoskLedger

/// Makes customers' ledgers long, through the public API: as many opening balances as it takes, which an audit accepts
/// as it accepts everything else.
struct History: Sendable {
    let ledger: Ledger
    let shop: ShopGroup

    /// How many customers' ledgers are written at once.
    private static let width = 4
    /// How many entries are asked for at once; 200 share a transaction.
    private static let portion = 2_000

    private var tenant: Tenant { ledger.tenant(ShopGroup.business(shop.firstTenant)) }

    /// Makes the ledgers of many customers so long that all have the same, and together as many entries as asked for.
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

    /// Makes a customer's ledger so long, if it is not as yet.
    func fill(customer number: Int, entries: Int) async throws {
        let id = ShopGroup.customer(number)
        guard let account = try await tenant.customer(id) else {
            throw BenchmarkFailure("there is no customer \(number)")
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
