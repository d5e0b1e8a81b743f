/// The reason why a text cannot be read as a history.
package struct HistoryError: Error, Equatable, CustomStringConvertible {
    package let file: String
    /// The number of the line, from 1; nil if the whole file cannot be read.
    package let line: Int?
    package let message: String

    package var description: String { "\(file):\(line.map { "\($0):" } ?? "") \(message)" }
}

/// A missing or wrong field of a line; the reader adds the file and the line.
struct FieldError: Error {
    let message: String

    init(_ message: String) { self.message = message }
}
