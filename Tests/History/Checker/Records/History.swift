package import Foundation

/// The calls of several processes, and the rows that the store holds after the last call.
package struct History: Sendable {
    var names = Names()
    var files: [String] = []
    var calls: [Call] = []
    /// The time by which a process had ended, for processes with a line `ended`.
    var processEnds: [Name: Int64] = [:]
    var journal: [JournalRow] = []
    var orders: [OrderRow] = []
    var refunds: [RefundRow] = []
    var entries: [EntryRow] = []
    var movements: [MovementRow] = []
    var customers: [CustomerRow] = []
    var products: [ProductRow] = []
    var businesses: [BusinessRow] = []

    init() {}

    /// Reads all files in a directory whose names end in `.jsonl`.
    ///
    /// - Throws: `HistoryError` if a file cannot be read or a line is malformed.
    package init(readingFilesIn directory: URL) throws {
        var reader = HistoryReader()
        let files: [URL]
        do {
            files = try FileManager.default.contentsOfDirectory(
                at: directory, includingPropertiesForKeys: nil
            )
            .filter { $0.pathExtension == "jsonl" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        } catch {
            throw HistoryError(file: directory.path, line: nil, message: error.localizedDescription)
        }
        guard !files.isEmpty else {
            throw HistoryError(
                file: directory.path, line: nil, message: "no file with a name that ends in .jsonl")
        }
        for file in files { try reader.read(file) }
        self = try reader.finish()
    }

    /// Reads lines, for example those of a test.
    ///
    /// - Throws: `HistoryError` if a line is malformed.
    package init(lines: some Sequence<String>, file: String = "lines") throws {
        var reader = HistoryReader()
        try reader.read(lines, file: file)
        self = try reader.finish()
    }

    /// Checks the history by all rules.
    package func check() -> HistoryReport {
        var checker = Checker(self)
        return checker.check()
    }
}
