import BenchmarkReport

/// One thing that is measured.
protocol Workload: Sendable {
    var name: String { get }
    var meaning: String { get }

    /// Measures it, and checks that all of it was right.
    ///
    /// - Throws: ``BenchmarkFailure`` if it was not.
    func run(on bench: Bench) async throws -> WorkloadReport
}

/// All of them, in the order in which they run: those that leave much behind come last.
enum Workloads {
    static let all: [any Workload] =
        [MemoryWorkload()] + PurchaseWorkload.all + [BalanceReadWorkload(), HistoryWorkload()]

    static var names: [String] { all.map(\.name) }
}
