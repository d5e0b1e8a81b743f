import JoskLedger
import JoskPostgres
import JoskTesting
import PostgresCluster
import PostgresWorker
import Testing

@Suite("Eight concurrent processes")
struct RushTests {
    private static let (processes, tasks) = (8, 16)

    @Test("Eight processes that contend for stock and credit get results that match the tables")
    func rush() async throws {
        let watched = try await WatchedDatabase.migrated("rush")
        let seed = UInt64.random(in: 0...UInt64.max)
        printLines(["Rush: the seed \(seed)"])
        try await withStore(on: watched.database) { store in
            var shops: [Shop] = []
            for _ in 0..<3 {
                shops.append(
                    try await Shop.open(
                        on: store, customers: 4, creditLimit: 1_500, products: 5, price: 90, stock: 30))
            }
            let identifiers = shops.map { ShopIdentifiers($0) }
            let before = try await watched.database.figures(of: identifiers)
            let tallies = try await race(in: identifiers, on: watched, seed: seed)

            let combined = tallies.reduce(into: Tally(of: Array(identifiers.prefix(2)))) { $0.merge($1) }
            let after = try await watched.database.figures(of: identifiers)
            for business in 0..<2 {
                #expect(before[business] + combined.figures(of: business) == after[business])
            }
            #expect(before[2] == after[2])
            #expect(combined.complaints == [])
            #expect(combined.outcomes.keys.filter { $0 == $0.uppercased() } == [])
            for shop in shops {
                let report = try await shop.tenant.audit()
                #expect(report.isClean, "\(report.violations.prefix(5))")
            }
            show(tallies, combined)
        }
        printLines(["Rush: \(watched.errors) errors on the server, \(watched.deadlocks) deadlocks"])
        #expect(watched.deadlocks == 0, "\(watched.server.log.suffix(2_000))")
    }

    /// Returns the assignment of ledgers in a process.
    ///
    /// Half of the processes have a ledger for each task, so that many transactions conflict. The others have one for
    /// all tasks, so that large transactions conflict.
    private static func ledgers(of process: Int) -> Ledgers {
        process % 2 == 0 ? .own : .shared(transactions: process % 4 == 1 ? 1 : 2)
    }

    /// Runs all processes in two businesses, beside a third.
    private func race(
        in identifiers: [ShopIdentifiers], on watched: WatchedDatabase, seed: UInt64
    ) async throws -> [Tally] {
        let runs = (0..<Self.processes).map { process in
            RushRun(
                in: Array(identifiers.prefix(2)), beside: identifiers[2], process: process, tasks: Self.tasks,
                Self.ledgers(of: process), seed: seed,
                length: TestOptions.seconds.map { .seconds($0) } ?? .commands(10))
        }
        return try await StartingGate.race(
            runs, on: watched.database,
            whenWaiting: (0..<Self.processes).reduce(0) {
                $0 + Self.ledgers(of: $1).sessions(of: Self.tasks, in: 2)
            }
        ) { try await WorkerProcess.run(.rush($0), on: watched.url, as: Tally.self) }
    }

    /// Prints a table with a row for each outcome and a column for each process.
    private func show(_ tallies: [Tally], _ sum: Tally) {
        func row(_ title: String, _ numbers: [Int]) -> String {
            title.padded(to: 42) + numbers.map { "\($0)".padded(to: -8) }.joined()
        }
        func total(_ tally: Tally) -> Int { tally.outcomes.values.reduce(0, +) }
        var lines = ["Rush: the outcomes of each of \(tallies.count) processes, and their sum"]
        for outcome in sum.outcomes.keys.sorted() {
            lines.append(row(outcome, (tallies + [sum]).map { $0.outcomes[outcome, default: 0] }))
        }
        lines.append(row("commands", (tallies + [sum]).map(total)))
        printLines(lines)
    }
}

extension String {
    /// Returns the text padded with blanks to a width; in front if the width is negative.
    fileprivate func padded(to width: Int) -> String {
        let blanks = String(repeating: " ", count: max(0, abs(width) - count))
        return width < 0 ? blanks + self : self + blanks
    }
}
