/// A figure of a row or a receipt that differs from the expected figure.
struct Mismatch: Error {
    /// A clause that names the figure and both values.
    let summary: String

    /// Throws unless both values are equal.
    static func check<Value: Equatable>(
        _ figure: @autoclosure () -> String, _ value: Value, _ expected: Value
    ) throws(Mismatch) {
        if value != expected { throw Mismatch(summary: "\(figure()): \(value) instead of \(expected)") }
    }
}

extension Checker {
    /// Throws unless both names are equal.
    func same(_ figure: @autoclosure () -> String, _ name: Name?, _ expected: Name?) throws(Mismatch) {
        if name == expected { return }
        let (found, wanted) = (name.map { text($0) } ?? "none", expected.map { text($0) } ?? "none")
        throw Mismatch(summary: "\(figure()): \(found) instead of \(wanted)")
    }
}
