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
            let options = Replay.Options(
                currency: random.element(of: Self.currencies),
                creditLimit: random.element(of: Self.creditLimits),
                openingStock: random.element(of: Self.openingStocks))
            try await expectAgreement(file, options, "seed \(seed), \(options)")
        }
    }

    @Test("The random files cover every figure of a replay")
    func coverage() async throws {
        var sums: [String: Int64] = [:]
        for seed: UInt64 in 0..<40 {
            let file = RandomInvoiceFile(seed: seed).bytes
            for options in [Replay.Options(), Replay.Options(creditLimit: 5_000, openingStock: 10)] {
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
