package import Foundation

/// The measurements of a run of the benchmark, with the settings under which they were made.
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

    /// Returns the report as JSON, for programs.
    package func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return try encoder.encode(self)
    }

    /// The ratios, which are the last lines of a run.
    package var ratioLines: [String] { workloads.flatMap(\.ratios).map(\.line) }
}
