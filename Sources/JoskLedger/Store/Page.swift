/// Which page of a list to read, by the key where it begins (keyset pagination): however long the list and
/// however deep the page, it costs the same, and what is appended meanwhile moves nothing.
///
///     var page = PageRequest<Int64>(.oldestFirst, limit: 500)
///     while true {
///         let part = try await tenant.ledgerEntries(of: customer, page)
///         …
///         guard let next = part.next else { break }
///         page = PageRequest(.oldestFirst, after: next, limit: 500)
///     }
public struct PageRequest<Cursor: Sendable & Hashable>: Sendable, Hashable {
    /// Which way the list is read.
    public let direction: PageDirection
    /// The page begins after the element with this key; nil begins at the start of the direction.
    public let cursor: Cursor?
    /// How many elements at most, within ``Limits/pageSize``.
    public let limit: Int

    /// A page. A limit beyond ``Limits/pageSize`` becomes the nearest number within it.
    public init(_ direction: PageDirection = .newestFirst, after cursor: Cursor? = nil, limit: Int = 100) {
        self.direction = direction
        self.cursor = cursor
        self.limit = min(max(limit, Limits.pageSize.lowerBound), Limits.pageSize.upperBound)
    }
}

/// Which way a list is read.
public enum PageDirection: Sendable, Hashable {
    /// By ascending key: numbers from the first to the last. Identifiers that Josk makes ascend with time.
    case oldestFirst
    /// By descending key.
    case newestFirst
}

/// A part of a list, and where the next part begins.
public struct Page<Element: Sendable, Cursor: Sendable & Hashable>: Sendable {
    /// The elements, in the direction that was asked for.
    public let elements: [Element]
    /// The cursor for the next page; nil if there was nothing more.
    public let next: Cursor?

    /// A page of elements.
    public init(_ elements: [Element], next: Cursor?) {
        self.elements = elements
        self.next = next
    }
}

extension Page: Equatable where Element: Equatable {}
