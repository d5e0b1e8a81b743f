// Checks the history in a directory: `history-check <directory>`. The README in the folder above describes the format.
//
// The exit status is 0 without violations, 1 with violations, 64 for wrong arguments, and 65 if a file cannot be read
// as a history.

import Foundation
import HistoryChecker

guard CommandLine.arguments.count == 2, let directory = CommandLine.arguments.last else {
    FileHandle.standardError.write(Data("usage: history-check <directory>\n".utf8))
    exit(64)
}
do {
    let report = try History(readingFilesIn: URL(fileURLWithPath: directory, isDirectory: true)).check()
    print(report.text())
    exit(report.violations.isEmpty ? 0 : 1)
} catch {
    FileHandle.standardError.write(Data("history-check: \(error)\n".utf8))
    exit(65)
}
