import Testing

@testable import JoskLedger

@Suite("The chain of ledger entries")
struct LedgerChainTests {
    /// Returns a history with opening, charge, payment and refund entries.
    private func history() throws -> StorelessShop {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 10_000)
        let bob = try shop.addCustomer(limit: 5_000)
        let tea = try shop.addProduct(price: 450, stock: 100)
        let order = try shop.sell(tea, 3, to: ada)
        _ = try shop.sell(tea, 2, to: bob)
        _ = try shop.accept(RecordPayment(by: ada, .pence(1_000), reference: "BANK-1"))
        _ = try shop.accept(RefundOrder(of: order, [.init(lineNumber: 1, quantity: 1)]))
        _ = try shop.sell(tea, 1, to: ada)
        return shop
    }

    @Test("The ledger entries of each customer are numbered from one without gaps")
    func sequences() throws {
        let entries = Dictionary(grouping: try history().history.entries, by: \.customerID)
        #expect(entries[.numbered(1)]?.map(\.sequence) == [1, 2, 3, 4, 5])
        #expect(entries[.numbered(2)]?.map(\.sequence) == [1, 2])
    }

    @Test("The balance of an entry is the sum of the amounts so far, and only charges are positive")
    func balances() throws {
        let entries = try history().history.entries.filter { $0.customerID == .numbered(1) }
        #expect(
            entries.map(\.amount) == [.pence(0), .pence(1_350), .pence(-1_000), .pence(-450), .pence(450)])
        #expect(entries.map(\.balance) == [.pence(0), .pence(1_350), .pence(350), .pence(-100), .pence(350)])
        #expect(entries.allSatisfy { $0.creditLimit == .pence(10_000) })
    }

    @Test("Each ledger entry contains the hash of the previous entry and the hash of its own content")
    func hashes() throws {
        let shop = try history()
        for (_, entries) in Dictionary(grouping: shop.history.entries, by: \.customerID) {
            var previous = ContentHash.zero
            for entry in entries {
                #expect(entry.previousHash == previous)
                #expect(entry.hash == entry.computedHash(in: shop.id))
                previous = entry.hash
            }
        }
    }

    @Test("A change of any field of a ledger entry changes its hash")
    func everyFieldIsHashed() throws {
        let shop = try history()
        let entry = try #require(shop.history.entries.last)
        let altered: [LedgerEntry] = [
            entry.altered { $0.customerID = .numbered(99) }, entry.altered { $0.sequence += 1 },
            entry.altered { $0.kind = .opened },
            entry.altered { $0.kind = .refund(.init(orderID: .numbered(1), number: 1), contentHash: .zero) },
            entry.altered { $0.amount = .pence(451) }, entry.altered { $0.amount = .usd(minorUnits: 450) },
            entry.altered { $0.balance = .pence(351) }, entry.altered { $0.balance = .usd(minorUnits: 350) },
            entry.altered { $0.creditLimit = .pence(10_001) },
            entry.altered { $0.recordedAt = Timestamp(microseconds: $0.recordedAt.microseconds + 1) },
            entry.altered { $0.commandID = .numbered(99) }, entry.altered { $0.previousHash = .zero },
        ]
        let hashes = altered.map { $0.computedHash(in: shop.id) } + [entry.computedHash(in: .numbered(99))]
        #expect(Set(hashes + [entry.hash]).count == hashes.count + 1)
    }

    @Test("The hash of a ledger entry covers the values of its kind, including a missing reference")
    func kindsAreHashed() throws {
        let entry = try #require(try history().history.entries.last)
        let (day, next) = (CalendarDate(daysSince1970: 0), CalendarDate(daysSince1970: 1))
        let (today, tomorrow) = (try #require(day), try #require(next))
        let other = ContentHash(hashing: [1])
        let kinds: [LedgerEntry.Kind] = [
            .opened, .charge(.numbered(1), contentHash: .zero, due: today),
            .charge(.numbered(2), contentHash: .zero, due: today),
            .charge(.numbered(1), contentHash: other, due: today),
            .charge(.numbered(1), contentHash: .zero, due: tomorrow), .payment(nil, effective: today),
            .payment("A", effective: today), .payment("B", effective: today),
            .payment("A", effective: tomorrow),
            .refund(.init(orderID: .numbered(1), number: 1), contentHash: .zero),
            .refund(.init(orderID: .numbered(1), number: 1), contentHash: other),
            .refund(.init(orderID: .numbered(2), number: 1), contentHash: .zero),
            .refund(.init(orderID: .numbered(1), number: 2), contentHash: .zero),
        ]
        let hashes = kinds.map { kind in entry.altered { $0.kind = kind }.computedHash(in: .numbered(1)) }
        #expect(Set(hashes).count == kinds.count)
    }
}
