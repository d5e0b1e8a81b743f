// Decoding of rows. Amounts are bare numbers in a row: the currency is that of the business, which another statement
// reads. A row that the domain does not allow is an error here, and never reaches a decision.

internal import JoskLedger
internal import JoskLibPQ

extension Rows.RowDecoder {
    /// Decodes the next column, an array.
    ///
    /// A null is decoded as an empty array, because aggregates of no rows return null. An array with a null element is
    /// malformed.
    mutating func nextArray<Element: PostgresValue>(
        of _: Element.Type = Element.self
    ) throws(PostgresError) -> [Element] {
        guard let array = try nextIfAny(PostgresArray<Element>.self) else { return [] }
        let elements = array.elements.compactMap { $0 }
        if elements.count < array.elements.count { throw .malformed("an array contains a null") }
        return elements
    }
}

extension Rows.RowDecoder {
    /// Decodes the next column, payment terms in days, which may be null.
    mutating func nextPaymentTerms() throws(PostgresError) -> PaymentTerms? {
        guard let days = try nextIfAny(Int32.self) else { return nil }
        let allowed = Limits.paymentTermDays
        try check(Int64(days), within: Int64(allowed.lowerBound)...Int64(allowed.upperBound), "payment terms")
        return .days(Int(days))
    }
}

/// The bounds of the numbers that a row counts.
enum RowCounts {
    /// The number of a row, or of the rows before the first one.
    ///
    /// No business has as many rows, and the numbers of the next rows do not overflow, however many rows a transaction
    /// adds.
    static let number: ClosedRange<Int64> = 0...1_000_000_000_000_000
}

/// Throws unless a number is within the bounds of the domain.
func check(_ value: Int64, within allowed: ClosedRange<Int64>, _ name: String) throws(PostgresError) {
    if !allowed.contains(value) {
        throw .malformed("\(name) \(value) is not from \(allowed.lowerBound) to \(allowed.upperBound)")
    }
}
