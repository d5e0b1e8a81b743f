/// What is read in pages: each element has a key, by which the list is ordered and a page begins.
public protocol PageElement: Sendable {
    /// The key's type. Its text can go into a link and come back.
    associatedtype Cursor: Sendable, Hashable, LosslessStringConvertible
    /// The element's key; no two elements of a list have the same.
    var cursor: Cursor { get }
}

/// Which page of a list to read, by the key where it begins (keyset pagination): however long the list and however
/// deep the page, it costs the same, and what is appended meanwhile moves nothing.
///
///     var next: PageRequest<LedgerEntry>? = .ascending(limit: 500)
///     while let request = next {
///         let page = try await tenant.ledgerEntries(of: ada.id, page: request)
///         …
///         next = page.next
///     }
///
/// A ``PageSequence`` does this by itself.
public struct PageRequest<Element: PageElement>: Sendable, Hashable {
    /// Which way the list is read.
    public let direction: PageDirection
    /// The page begins behind the element with this key, whether there is one or not; nil begins at the start of
    /// the direction.
    public let cursor: Element.Cursor?
    /// How many elements at most, within ``Limits/pageSize``.
    public let limit: Int

    /// A page. A limit beyond ``Limits/pageSize`` becomes the nearest number within it.
    public init(_ direction: PageDirection, after cursor: Element.Cursor? = nil, limit: Int = 100) {
        self.direction = direction
        self.cursor = cursor
        self.limit = min(max(limit, Limits.pageSize.lowerBound), Limits.pageSize.upperBound)
    }

    /// A page in ascending order of the keys.
    public static func ascending(after cursor: Element.Cursor? = nil, limit: Int = 100) -> PageRequest {
        PageRequest(.ascending, after: cursor, limit: limit)
    }

    /// A page in descending order of the keys.
    public static func descending(after cursor: Element.Cursor? = nil, limit: Int = 100) -> PageRequest {
        PageRequest(.descending, after: cursor, limit: limit)
    }
}

/// Which way a list is read.
public enum PageDirection: Sendable, Hashable, CaseIterable {
    /// From the lowest key: numbered lists from their first element. Identifiers that Josk makes ascend about with time.
    case ascending
    /// From the highest key: numbered lists from their latest element.
    case descending
}

/// A part of a list, and where the next part begins.
public struct Page<Element: PageElement>: Sendable {
    /// The elements, in the direction that was asked for.
    public let elements: [Element]
    /// What to ask for the next page, which then has something on it; nil if there was nothing more.
    public let next: PageRequest<Element>?

    /// The page that a request asks for, of what a store found: one element more than the page holds, if there is
    /// more.
    public init(_ found: some Collection<Element>, for request: PageRequest<Element>) {
        elements = Array(found.prefix(request.limit))
        if found.count > request.limit, let last = elements.last {
            next = PageRequest(request.direction, after: last.cursor, limit: request.limit)
        } else {
            next = nil
        }
    }
}

extension Page: Equatable where Element: Equatable {}

extension CustomerAccount: PageElement {
    /// Customers are listed by identifier.
    public var cursor: Customer.ID { id }
}

extension ProductStock: PageElement {
    /// Products are listed by identifier.
    public var cursor: Product.ID { id }
}

extension OrderDetails: PageElement {
    /// A customer's orders are listed by number.
    public var cursor: Int64 { order.number }
}

extension LedgerEntry: PageElement {
    /// A customer's entries are listed by number.
    public var cursor: Int64 { sequence }
}

extension StockMovement: PageElement {
    /// A product's movements are listed by number.
    public var cursor: Int64 { sequence }
}

extension Payment: PageElement {
    /// Payments are listed by customer and number.
    public var cursor: ID { id }
}
