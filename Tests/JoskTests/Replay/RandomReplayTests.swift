import JoskLedger
import JoskTesting
import Testing

@testable import josk

@Suite("Replays of random untidy files")
struct RandomReplayTests {
    @Test("Replays of random files agree with the oracle in every figure and byte", arguments: 0..<10)
    func agreement(hundred: UInt64) async throws {
        for seed in hundred * 100..<hundred * 100 + 40 {
            let file = RandomInvoiceFile(seed: seed).bytes
            var random = SeededGenerator(seed: ~seed)
            var options = Replay.Options(
                currency: random.element(of: Self.currencies),
                creditLimit: random.element(of: Self.creditLimits),
                openingStock: random.element(of: Self.openingStocks))
            options.reading.isPartial = random.element(of: [true, false])
            options.reading.order = random.element(of: [.date, .date, .file])
            try await expectAgreement(file, options, "seed \(seed), \(options)")
        }
    }

    @Test(
        "The random files have invoices that their dates put into another order, and dates that are ambiguous"
    )
    func orders() throws {
        var (reordered, ambiguous) = (0, 0)
        for seed: UInt64 in 0..<100 {
            let file = RandomInvoiceFile(seed: seed).bytes
            let byDate = try InvoiceFile(file, currency: .gbp)
            let asInFile = try InvoiceFile(file, currency: .gbp, ReadingOptions(order: .file))
            if byDate.invoices.map(\.number) != asInFile.invoices.map(\.number) { reordered += 1 }
            if case .ambiguous = byDate.dates { ambiguous += 1 }
        }
        #expect(reordered > 10)
        #expect(ambiguous > 3)
    }

    @Test("The random files cover every figure of a replay")
    func coverage() async throws {
        var sums: [String: Int64] = [:]
        for seed: UInt64 in 0..<40 {
            let file = RandomInvoiceFile(seed: seed).bytes
            for options in [Replay.Options(), Replay.Options(creditLimit: 5_000, openingStock: 10).partial] {
                for (name, value) in try await Replayed(file, options).figures {
                    sums[name, default: 0] += value
                }
            }
        }
        for (name, sum) in sums where name != "auditViolations" {
            #expect(sum > 0, "the figure \(name) is zero for every file")
        }
    }

    // Currencies with no, two, three and four decimals.
    private static let currencies = ["JPY", "GBP", "GBP", "KWD", "CLF"].compactMap(Currency.init(code:))
    private static let creditLimits: [Int64] = [
        0, 1, 500, 5_000, 50_000, 100_000_000_000, Limits.nonNegativeAmount.upperBound,
    ]
    private static let openingStocks: [Int64] = [0, 1, 5, 20, 100, 1_000_000, Limits.quantity.upperBound]
}
