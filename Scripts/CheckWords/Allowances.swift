/// The places that may contain a phrase: one on each line, `path | phrase | reason`.
///
/// `#` begins a comment. The phrase `*` allows every phrase in the file.
struct Allowances {
    struct Allowance {
        let path: String
        let phrase: String
        let line: Int
        var isUsed = false
    }

    private var allowances: [Allowance]

    init(text: String) {
        allowances = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
            index, line in
            if line.isEmpty || line.hasPrefix("#") { return nil }
            let parts = line.split(separator: "|").map { $0.split(separator: " ").joined(separator: " ") }
            guard parts.count == 3 else { fatalError("line \(index + 1) has no path, phrase and reason") }
            return Allowance(path: parts[0], phrase: parts[1].lowercased(), line: index + 1)
        }
    }

    /// The allowances that no place needed.
    var unused: [Allowance] { allowances.filter { !$0.isUsed } }

    /// Returns true if a file may contain a phrase.
    mutating func allow(_ phrase: String, in path: String) -> Bool {
        guard
            let index = allowances.firstIndex(where: {
                $0.path == path && ($0.phrase == "*" || $0.phrase == phrase)
            })
        else { return false }
        allowances[index].isUsed = true
        return true
    }
}
