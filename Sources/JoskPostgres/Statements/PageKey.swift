import JoskLedger
import JoskLibPQ

// A page starts at a bound that is always given, so that the index finds it whatever the plan, and leaves out the key that
// it starts after.

extension PageDirection {
    /// How what is on a page compares to where the page begins.
    var comparison: String { self == .ascending ? ">=" : "<=" }
    var keyword: String { self == .ascending ? "ASC" : "DESC" }
}

/// A key that a list can begin at.
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
    /// Appends three parameters: where the page begins, what it leaves out, and one row more than it has, which tells
    /// whether there is a next one.
    func bind(_ parameters: inout Parameters) {
        parameters.append(cursor ?? (direction == .ascending ? .least : .greatest))
        parameters.append(cursor)
        parameters.append(Int64(limit) + 1)
    }
}
