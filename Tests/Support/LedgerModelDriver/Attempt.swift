internal import LedgerModel

/// A command for both the engine and the model, with its business, its key and its notes.
struct Attempt: Sendable, CustomStringConvertible {
    var business: Int
    var command: Plain.Command
    var key: Plain.Text?
    var notes: Plain.Notes = [:]

    var description: String {
        let key = key.map { ", key \($0)" } ?? ""
        let notes = notes.isEmpty ? "" : ", notes \(notes)"
        return shortened("\(command)") + " in business \(business)\(key)\(notes)"
    }

    /// Returns a text that is short enough to read.
    ///
    /// A purchase of ten thousand lines is not. A text of more than 4,000 bytes is cut after 2,000 characters.
    private func shortened(_ text: String) -> String {
        text.utf8.count <= 4_000 ? text : "\(text.prefix(2_000)) … (\(text.utf8.count) bytes)"
    }
}
