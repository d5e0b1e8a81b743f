package import Foundation

/// What a run of the benchmark measured, and on what.
package struct BenchmarkReport: Codable, Sendable, Hashable {
    /// A setting of the server, of the machine or of the run.
    package struct Setting: Codable, Sendable, Hashable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package let startedAt: Date
    package let seconds: Double
    package let machine: [Setting]
    package let run: [Setting]
    package let server: [Setting]
    package let workloads: [WorkloadReport]

    package init(
        startedAt: Date, seconds: Double, machine: [Setting], run: [Setting], server: [Setting],
        workloads: [WorkloadReport]
    ) {
        self.startedAt = startedAt
        self.seconds = seconds
        self.machine = machine
        self.run = run
        self.server = server
        self.workloads = workloads
    }

    /// For programs.
    package func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return try encoder.encode(self)
    }

    /// The last lines of a run.
    package var ratioLines: [String] { workloads.flatMap(\.ratios).map(\.line) }
}
