import BenchmarkReport

/// A measured workload.
protocol Workload: Sendable {
    var name: String { get }
    var meaning: String { get }

    /// Measures the workload, and checks that its results are correct.
    ///
    /// - Throws: ``BenchmarkFailure`` if a check fails.
    func run(on bench: Bench) async throws -> WorkloadReport
}

/// All workloads in the order in which they run.
///
/// Workloads that leave many rows are last.
enum Workloads {
    static let all: [any Workload] =
        [MemoryWorkload()] + PurchaseWorkload.all + [BalanceReadWorkload(), HistoryWorkload()]

    static var names: [String] { all.map(\.name) }
}
