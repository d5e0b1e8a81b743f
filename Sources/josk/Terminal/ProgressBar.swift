/// The progress of a piece of work, as one line of text.
struct ProgressBar: Hashable {
    let label: String
    let done: Int
    let total: Int

    private static let width = 24

    /// The line of text, in ASCII.
    ///
    /// With a label of up to twenty characters it fits a terminal of 80 columns.
    var text: String {
        let whole = max(total, 1)
        let part = min(max(done, 0), whole)
        let filled = part * Self.width / whole
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: Self.width - filled)
        return "\(label) [\(bar)] \(part * 100 / whole)% (\(part) of \(whole))"
    }
}
