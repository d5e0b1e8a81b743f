import Foundation
import JoskLock

/// The file to which a process writes its history, line by line.
///
/// Each line is with the operating system when ``append(_:)`` returns. A killed process may leave a part of a last line.
final class HistoryFile: Sendable {
    private let handle: Locked<FileHandle>

    init(at path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw RecorderError("cannot write \(path)") }
        self.handle = Locked(handle)
    }

    func append(_ line: some Encodable) throws {
        var bytes = try JSONEncoder().encode(line)
        bytes.append(UInt8(ascii: "\n"))
        let line = bytes
        try handle.withLock { handle in Result { try handle.write(contentsOf: line) } }.get()
    }
}

struct RecorderError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
