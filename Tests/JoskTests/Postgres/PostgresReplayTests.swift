import Foundation
import JoskInMemory
import JoskLedger
import JoskTesting
import Testing

@testable import josk

@Suite("Replays on PostgreSQL")
struct PostgresReplayTests {
    private static let files: [URL] = {
        let given = ProcessInfo.processInfo.environment["JOSK_INVOICES"].map { URL(fileURLWithPath: $0) }
        return [repositoryFile("Examples/Invoices/untidy-invoices.csv")] + (given.map { [$0] } ?? [])
    }()

    @Test(
        "A replay on PostgreSQL has the same output as in memory, byte for byte",
        arguments: files, [Replay.Options(), .tight])
    func sameAsInMemory(file: URL, options: Replay.Options) async throws {
        let bytes = try bytes(of: file)
        let database = try await ReplayDatabase.migrated()
        try await database.withStore { store in
            let (here, there) = (
                try await Replayed(bytes, options), try await Replayed(bytes, options, on: store)
            )
            #expect(ReplayOutput(there) == ReplayOutput(here))
            #expect(there.standardError == here.standardError)
        }
    }

    @Test("Replays of random files have the same output on PostgreSQL as in memory")
    func randomFiles() async throws {
        let database = try await ReplayDatabase.migrated()
        try await database.withStore { store in
            for seed: UInt64 in 0..<20 {
                let bytes = RandomInvoiceFile(seed: seed).bytes
                for options in [Replay.Options(), Replay.Options(creditLimit: 5_000, openingStock: 10)] {
                    let (here, there) = (
                        try await Replayed(bytes, options), try await Replayed(bytes, options, on: store)
                    )
                    #expect(ReplayOutput(there) == ReplayOutput(here), "seed \(seed), \(options)")
                    #expect(there.standardError == here.standardError, "seed \(seed), \(options)")
                }
            }
        }
    }

    @Test(
        "A replay of 32 invoices at a time oversells nothing and passes the audit",
        arguments: files, [Replay.Options(), .tight])
    func concurrent(file: URL, options: Replay.Options) async throws {
        let bytes = try bytes(of: file)
        let database = try await ReplayDatabase.migrated()
        let result = try await database.withStore { store in
            try await Replayed(bytes, options.concurrent(32), on: store).result
        }
        #expect(result.audit.isClean)
        #expect(result.stock.allSatisfy { $0.units >= 0 })
        // The tables are checked as well, because the replay does not read all rows back.
        #expect(try await database.run("SELECT count(*) FROM josk.products WHERE stock < 0") == "0")
        #expect(try await database.run("SELECT count(*) FROM josk.orders") == "\(result.summary.orders)")
        if options.creditLimit == Replay.Options().creditLimit {
            let one = try await Replayed(bytes, options)
            #expect(result.summary.json == one.result.summary.json)
            #expect(result.balancesCSV == one.result.balancesCSV)
            #expect(result.stockCSV == one.result.stockCSV)
        }
    }

    @Test("A replay that was interrupted anywhere has the same result and doubles nothing if run again")
    func interrupted() async throws {
        let bytes = try bytes(of: Self.files[0])
        let expected = ReplayOutput(try await Replayed(bytes))
        let database = try await ReplayDatabase.migrated()
        try await database.withStore { store in
            for count in [0, 1, 2, 3, 10, 20, 30] {
                let business = Business.ID()
                await #expect(throws: (any Error).self) {
                    _ = try await Replayed(
                        bytes, as: business, on: BreakingStore(store: store, after: count))
                }
                for _ in 1...2 {
                    let again = try await Replayed(bytes, as: business, on: store)
                    #expect(ReplayOutput(again) == expected, "interrupted after \(count) transactions")
                }
            }
        }
    }
}

/// A store that carries out a number of transactions, and then loses the result of each further one.
private struct BreakingStore: ForwardingStore {
    let store: any Store
    private let budget: Budget

    init(store: any Store, after count: Int) {
        self.store = store
        budget = Budget(count)
    }

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        let isEnough = await budget.isSpent()
        let output = try await store.transact(in: business, work)
        if isEnough {
            throw StoreError(.unavailable, outcome: .unknown, isRetriable: true, message: "interrupted")
        }
        return output
    }

    private actor Budget {
        private var left: Int
        init(_ count: Int) { left = count }

        func isSpent() -> Bool {
            left -= 1
            return left < 0
        }
    }
}
