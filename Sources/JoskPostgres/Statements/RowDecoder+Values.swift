// Rows as they are read. Amounts are bare numbers there: the currency is that of the business, which comes with
// another statement. What a row cannot be in the domain is an error here, and never reaches a decision.

internal import JoskLibPQ

extension Rows.RowDecoder {
    /// The next column, an array; a null is an empty one, for that is what aggregates make of no rows.
    mutating func nextArray<Element: PostgresValue>(
        of _: Element.Type = Element.self
    ) throws(PostgresError) -> [Element] {
        guard let array = try nextIfAny(PostgresArray<Element>.self) else { return [] }
        let elements = array.elements.compactMap { $0 }
        if elements.count < array.elements.count { throw .malformed("an array with a null in it") }
        return elements
    }
}

/// Throws unless a number is what the domain allows.
func check(_ value: Int64, within allowed: ClosedRange<Int64>, _ what: String) throws(PostgresError) {
    if !allowed.contains(value) { throw .malformed("\(what) \(value) is out of bounds") }
}
