import Testing

@testable import JoskLedger

@Suite("Hashes of reversals, payouts, adjustments and changes of a limit, version 1")
struct GoldenLaterEntryTests {
    // As in GoldenEntryTests, where kind is text("limit"), text("reversal") + i64(payment) + text(reason),
    // text("payout") + optional(text(reference)) + i64(effective), or
    // text("adjustment") + adjustment + text(reason) + i64(effective), and adjustment is
    // text("opening-balance") + i64(due), text("write-off"), text("goodwill") or text("correction").
    private static let entries: [(kind: LedgerEntry.Kind, amount: Int64, limit: Int64, hash: String)] = [
        (.limitChanged, 0, 40_000, "1a236a56b9ff9190e1ada00222c72f51ca0d63795896959220f60abdbfe3f21a"),
        (
            .reversal(ofPayment: 3, "bounced \u{E9}"), 1_000, 40_000,
            "47b8402f0ca2037c7bbf047123d4337719d8e3ebb7300b8a9249774bda365a2c"
        ),
        (
            .payout("BANK-2", effective: Golden.day), 500, 40_000,
            "ed90ba0dc9e4396f0c6fa9dd8e59b08ce9249861a199cc86bd26fce3e2575cc9"
        ),
        (
            .payout(nil, effective: CalendarDate(clampingDaysSince1970: -1)), 1, 40_000,
            "2527dafeb2700a997b4709b7a1864af3e4635e1850398f7cacd84305b0c9c9d9"
        ),
        (
            .adjustment(
                .openingBalance(due: Golden.day.adding(days: 30)), "moved in", effective: Golden.day),
            2_000, 40_000, "afd55b099f3cb6e6012461edede9bc9348fe17e6c3d414e162a2148c0ecf1c49"
        ),
        (
            .adjustment(.writeOff, "gave up", effective: Golden.day), -10, 40_000,
            "dfe0e1135bdb9c071b0d4b575c891959f6553f987a09d158bbfc7d7841533d00"
        ),
        (
            .adjustment(.goodwill, "a gift", effective: Golden.day), -20, 40_000,
            "73f915b56a600c8073a1a899b2e098636cc040af4d119d3efe97a21fdf3f152a"
        ),
        (
            .adjustment(.correction, "typing", effective: CalendarDate(clampingDaysSince1970: -1)), 30,
            40_000, "08a1a252adc5c2d5a78cdff03ba3f0a2130329ece44b956c573fa6401fdc9a03"
        ),
        (.limitChanged, 0, 0, "e73fa1777a92e5f4cd74af77ca360d6101ff5f3dd8d02de428b233fff8e47c9c"),
    ]

    @Test("The hashes of reversal, payout, adjustment and limit change entries are unchanged")
    func chain() {
        var previousHash = ContentHash.zero
        var balance: Int64 = 0
        for (index, (kind, amount, limit, hash)) in Self.entries.enumerated() {
            balance += amount
            let entry = LedgerEntry(
                in: Golden.business, customerID: Golden.customer, sequence: Int64(index) + 1, kind: kind,
                amount: .pence(amount), balance: .pence(balance), creditLimit: .pence(limit),
                recordedAt: Timestamp(microseconds: Golden.time.microseconds + Int64(index)),
                commandID: Golden.command, previousHash: previousHash)
            #expect(entry.hash.description == hash, "\(kind)")
            #expect(entry.computedHash(in: Golden.business) == entry.hash)
            previousHash = entry.hash
        }
    }
}
