/// An element of a list that is read in pages.
///
/// Each element has a key. The list is ordered by the keys, and a key marks the beginning of a page.
public protocol PageElement: Sendable {
    /// The type of the key.
    ///
    /// It converts to text and back without loss, so a link can contain it.
    associatedtype Cursor: Sendable, Hashable, LosslessStringConvertible
    /// The element's key, unique within a list.
    var cursor: Cursor { get }
    /// The number of lines that the element contains; 0 for an element of constant size.
    ///
    /// A page ends with the element that brings it to ``Limits/pageLines`` lines, or more.
    var lineCount: Int { get }
}

extension PageElement {
    /// Zero, for an element of constant size.
    public var lineCount: Int { 0 }
}

/// A request for one page of a list, by the key where the page begins (keyset pagination).
///
/// The cost of a page depends neither on the length of the list nor on the position of the page. Elements that are
/// appended between two requests do not shift the pages.
///
///     var next: PageRequest<LedgerEntry>? = .ascending(limit: 500)
///     while let request = next {
///         let page = try await tenant.ledgerEntries(of: ada.id, page: request)
///         …
///         next = page.next
///     }
///
/// A ``PageSequence`` runs this loop internally.
public struct PageRequest<Element: PageElement>: Sendable, Hashable {
    /// The direction in which the list is read.
    public let direction: PageDirection
    /// The key after which the page begins; nil to begin at the start of the direction.
    ///
    /// No element with this key need exist.
    public let cursor: Element.Cursor?
    /// The maximum number of elements, within ``Limits/pageSize``.
    public let limit: Int

    /// Creates a request for a page.
    ///
    /// A limit outside ``Limits/pageSize`` becomes the nearest number within it.
    public init(_ direction: PageDirection, after cursor: Element.Cursor? = nil, limit: Int = 100) {
        self.direction = direction
        self.cursor = cursor
        self.limit = min(max(limit, Limits.pageSize.lowerBound), Limits.pageSize.upperBound)
    }

    /// Returns a request for a page in ascending order of the keys.
    public static func ascending(after cursor: Element.Cursor? = nil, limit: Int = 100) -> PageRequest {
        PageRequest(.ascending, after: cursor, limit: limit)
    }

    /// Returns a request for a page in descending order of the keys.
    public static func descending(after cursor: Element.Cursor? = nil, limit: Int = 100) -> PageRequest {
        PageRequest(.descending, after: cursor, limit: limit)
    }
}

/// The direction in which a list is read.
public enum PageDirection: Sendable, Hashable, CaseIterable {
    /// From the lowest key upwards.
    ///
    /// Numbered lists begin with their first element. Identifiers that Josk generates ascend approximately with time.
    case ascending
    /// From the highest key downwards.
    ///
    /// Numbered lists begin with their latest element.
    case descending
}

/// A page of a list, with the request for the next page.
public struct Page<Element: PageElement>: Sendable {
    /// The elements, in the requested direction.
    ///
    /// A page may have fewer elements than the request's limit although further ones follow: it ends with the element
    /// that brings it to ``Limits/pageLines`` lines, or more, so that orders of many lines cannot fill the memory.
    public let elements: [Element]
    /// The request for the next page, which has at least one element; nil if the list had no further elements.
    public let next: PageRequest<Element>?

    /// Creates the page for a request from the elements that a store found.
    ///
    /// The store passes one element more than the request's limit if the list has more. The page leaves that element
    /// out and has a request for the next page. It also leaves out the elements after the one that brings it to
    /// ``Limits/pageLines`` lines, or more. Of these, a store need find only the first.
    public init(_ found: some Collection<Element>, for request: PageRequest<Element>) {
        let count = Self.count(of: found, for: request)
        self.init(found.prefix(count), hasMore: found.count > count, for: request)
    }

    /// Creates the page for a request from exactly its elements.
    ///
    /// The initializer checks neither the request's limit nor ``Limits/pageLines``. Without elements there is no next
    /// page.
    ///
    /// - Parameters:
    ///   - elements: The elements of the page: as many as the request's limit, or up to the one that brings the page to
    ///     ``Limits/pageLines`` lines, or all that the list has.
    ///   - hasMore: True if the list has further elements.
    ///   - request: The request.
    public init(_ elements: some Collection<Element>, hasMore: Bool, for request: PageRequest<Element>) {
        self.elements = Array(elements)
        next =
            if hasMore, let last = self.elements.last {
                PageRequest(request.direction, after: last.cursor, limit: request.limit)
            } else { nil }
    }

    /// Returns the number of elements, from the first, that belong to the page.
    private static func count(of found: some Collection<Element>, for request: PageRequest<Element>) -> Int {
        var (count, lines) = (0, 0)
        for element in found where count < request.limit && lines < Limits.pageLines {
            count += 1
            lines += element.lineCount
        }
        return count
    }
}

extension Page: Equatable where Element: Equatable {}

extension CustomerAccount: PageElement {
    /// The customer's identifier.
    public var cursor: Customer.ID { id }
}

extension ProductStock: PageElement {
    /// The product's identifier.
    public var cursor: Product.ID { id }
}

extension OrderDetails: PageElement {
    /// The order's number among the customer's orders.
    public var cursor: Int64 { order.number }
    /// The number of the order's lines and of the lines of its refunds.
    public var lineCount: Int { refunds.reduce(order.lines.count) { $0 + $1.lines.count } }
}

extension LedgerEntry: PageElement {
    /// The entry's sequence number in the customer's ledger.
    public var cursor: Int64 { sequence }
}

extension StockMovement: PageElement {
    /// The movement's sequence number among the product's movements.
    public var cursor: Int64 { sequence }
}

extension Payment: PageElement {
    /// The payment's identifier, which orders by customer, then by entry sequence.
    public var cursor: ID { id }
}
