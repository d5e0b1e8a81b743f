/// A whole list, read page by page as it is gone through.
///
///     for try await entry in tenant.allLedgerEntries(of: ada.id) { … }
///
/// Each page is a snapshot of its own. What is appended while the list is gone through may appear at its end.
public struct PageSequence<Element: PageElement>: AsyncSequence, Sendable {
    /// A read can fail.
    public typealias Failure = StoreError

    private let first: PageRequest<Element>
    private let read: @Sendable (PageRequest<Element>) async throws(StoreError) -> Page<Element>

    init(
        from first: PageRequest<Element>,
        _ read: @escaping @Sendable (PageRequest<Element>) async throws(StoreError) -> Page<Element>
    ) {
        self.first = first
        self.read = read
    }

    /// Goes through the list from its beginning.
    public func makeAsyncIterator() -> Iterator { Iterator(next: first, read: read) }

    /// Goes through the list.
    public struct Iterator: AsyncIteratorProtocol {
        private var next: PageRequest<Element>?
        private var elements: ArraySlice<Element> = []
        private let read: @Sendable (PageRequest<Element>) async throws(StoreError) -> Page<Element>

        init(
            next: PageRequest<Element>?,
            read: @escaping @Sendable (PageRequest<Element>) async throws(StoreError) -> Page<Element>
        ) {
            self.next = next
            self.read = read
        }

        /// The next element, read from the store where a page begins; nil at the end.
        public mutating func next(
            isolation _: isolated (any Actor)? = #isolation
        ) async throws(StoreError) -> Element? {
            while elements.isEmpty, let request = next {
                let page = try await read(request)
                elements = page.elements[...]
                next = page.next
            }
            return elements.popFirst()
        }
    }
}
