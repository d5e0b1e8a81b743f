import BenchmarkReport
import Foundation

/// The settings of the server and of the machine, by which a run can be repeated.
enum Settings {
    private static let names = [
        "server_version", "fsync", "synchronous_commit", "wal_sync_method", "full_page_writes", "wal_level",
        "wal_buffers", "wal_compression", "shared_buffers", "work_mem", "max_wal_size", "checkpoint_timeout",
        "checkpoint_completion_target", "max_connections", "commit_delay", "jit", "autovacuum", "huge_pages",
        "default_transaction_isolation",
    ]

    static func server(_ psql: Psql) async throws -> [BenchmarkReport.Setting] {
        let list = names.map { "'\($0)'" }.joined(separator: ", ")
        let rows = try await psql.rows(
            "SELECT name, current_setting(name) FROM pg_settings WHERE name IN (\(list)) "
                + "ORDER BY array_position(ARRAY[\(list)], name)")
        return rows.filter { $0.count == 2 }.map { .init($0[0], $0[1]) }
    }

    /// Refuses a server that may lose confirmed transactions.
    ///
    /// A benchmark of such a server would measure something else.
    static func mustBeDurable(_ settings: [BenchmarkReport.Setting]) throws(BenchmarkFailure) {
        for setting in settings
        where ["fsync", "synchronous_commit", "full_page_writes"].contains(setting.name) {
            guard setting.value != "off" else {
                throw BenchmarkFailure("the server's \(setting.name) is off: use a durable server")
            }
        }
    }

    static var machine: [BenchmarkReport.Setting] {
        let process = ProcessInfo.processInfo
        let gigabytes = Double(process.physicalMemory) / 1_073_741_824
        return [
            .init("cores", String(process.activeProcessorCount)),
            .init("processor", processor ?? "unknown"),
            .init("memory", "\(Figure.decimal(gigabytes, places: 1)) GiB"),
            .init("system", process.operatingSystemVersionString),
        ]
    }

    private static var processor: String? {
        guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else { return nil }
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
