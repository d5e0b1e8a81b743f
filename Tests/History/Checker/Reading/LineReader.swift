import Foundation

/// Reads a file line by line, in chunks, so that a large file needs little memory.
struct LineReader {
    private static let chunkSize = 1 << 22

    /// Calls a closure with the number and the bytes of each line that is not empty.
    static func read(_ file: URL, _ body: (_ number: Int, _ line: ArraySlice<UInt8>) throws -> Void) throws {
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        var number = 0
        /// The begin of a line whose end is in the next chunk.
        var rest: [UInt8] = []
        while let data = try handle.read(upToCount: chunkSize), !data.isEmpty {
            let bytes = rest + data
            var start = bytes.startIndex
            while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
                number += 1
                if start < end { try body(number, bytes[start..<end]) }
                start = end + 1
            }
            rest = Array(bytes[start...])
        }
        // A process that was killed may have written a part of its last line.
        if (try? JSONParser.value(of: rest)) != nil { try body(number + 1, rest[...]) }
    }
}
