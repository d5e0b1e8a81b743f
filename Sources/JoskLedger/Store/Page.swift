/// Which page of a numbered list to read, by the number where it begins (keyset pagination): however long the
/// list and however deep the page, it costs the same, and what is appended meanwhile moves nothing.
public struct PageRequest: Sendable, Hashable {
    /// Which way a list is read.
    public enum Direction: Sendable, Hashable {
        /// From the first to the last.
        case oldestFirst
        /// From the last to the first.
        case newestFirst
    }

    /// Which way the list is read.
    public let direction: Direction
    /// The page begins after the element with this number; nil begins at the start of the direction.
    public let cursor: Int64?
    /// How many elements at most, within ``Limits/pageSize``.
    public let limit: Int

    /// A page. A limit beyond ``Limits/pageSize`` becomes the nearest number within it.
    public init(_ direction: Direction = .newestFirst, after cursor: Int64? = nil, limit: Int = 100) {
        self.direction = direction
        self.cursor = cursor
        self.limit = min(max(limit, Limits.pageSize.lowerBound), Limits.pageSize.upperBound)
    }
}

/// A part of a list, and where the next part begins.
public struct Page<Element: Sendable>: Sendable {
    /// The elements, in the direction that was asked for.
    public let elements: [Element]
    /// The cursor for the next page; nil if there was nothing more.
    public let next: Int64?

    /// A page of elements.
    public init(_ elements: [Element], next: Int64?) {
        self.elements = elements
        self.next = next
    }
}

extension Page: Equatable where Element: Equatable {}
