/// The reason why a benchmark is not valid, in one line.
///
/// The process then exits with 1.
struct BenchmarkFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
