/// Runs with many seeds, a few at a time.
package enum ModelRuns {
    /// Runs the seeds, and stops soon after the first difference.
    ///
    /// - Parameters:
    ///   - count: The number of simultaneous runs.
    ///   - run: Runs one seed, on a store of its own.
    /// - Returns: The coverage of all runs together, and the differences, or other errors, that ended runs.
    package static func run(
        _ seeds: ClosedRange<UInt64>, atATime count: Int,
        _ run: @escaping @Sendable (UInt64) async throws -> Coverage
    ) async -> (Coverage, [any Error]) {
        await withTaskGroup(of: Result<Coverage, any Error>.self) { group in
            var coverage = Coverage()
            var differences: [any Error] = []
            var waiting = seeds.makeIterator()
            func start() {
                guard let seed = waiting.next() else { return }
                group.addTask {
                    do { return .success(try await run(seed)) } catch { return .failure(error) }
                }
            }
            for _ in 0..<count { start() }
            for await result in group {
                switch result {
                case .success(let other): coverage.add(other)
                case .failure(let difference): differences.append(difference)
                }
                if differences.isEmpty { start() }
            }
            return (coverage, differences)
        }
    }
}
