internal import LedgerModel

/// A command to give to both, with all that goes with it.
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

    /// A purchase of ten thousand lines is more than one wants to read.
    private func shortened(_ text: String) -> String {
        text.utf8.count <= 4_000 ? text : "\(text.prefix(2_000)) … (\(text.utf8.count) bytes)"
    }
}
