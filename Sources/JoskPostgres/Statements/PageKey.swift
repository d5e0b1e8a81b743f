import JoskLedger
import JoskLibPQ

// A page starts at a bound that is always given, so that every plan finds it with the index, and leaves out the key
// that it starts after.

extension PageDirection {
    /// The SQL operator that compares a key on the page with the bound at which the page begins.
    var comparison: String { self == .ascending ? ">=" : "<=" }
    var keyword: String { self == .ascending ? "ASC" : "DESC" }
}

/// A key at which a page can begin.
protocol PageKey: PostgresValue, Hashable {
    static var least: Self { get }
    static var greatest: Self { get }
}

extension Int64: PageKey {
    static var least: Int64 { .min }
    static var greatest: Int64 { .max }
}

extension Identifier: PageKey {
    static var least: Self { Identifier(high: .min, low: .min) }
    static var greatest: Self { Identifier(high: .max, low: .max) }
}

extension PageRequest where Element.Cursor: PageKey {
    /// Appends three parameters: the bound at which the page begins, the key that it leaves out, and one row more than
    /// its limit.
    ///
    /// The additional row shows if there is a next page.
    func bind(_ parameters: inout Parameters) {
        parameters.append(cursor ?? (direction == .ascending ? .least : .greatest))
        parameters.append(cursor)
        parameters.append(Int64(limit) + 1)
    }
}
