/// An asynchronous sequence of a whole list, which it reads page by page during the iteration.
///
///     for try await entry in tenant.allLedgerEntries(of: ada.id) { … }
///
/// Each page is a separate snapshot. Elements that are appended during the iteration may appear at the end.
public struct PageSequence<Element: PageElement>: AsyncSequence, Sendable {
    /// The error of a read that failed.
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

    /// Returns an iterator at the beginning of the list.
    public func makeAsyncIterator() -> Iterator { Iterator(next: first, read: read) }

    /// An iterator over the list.
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

        /// Returns the next element, or nil at the end of the list.
        ///
        /// It reads the next page from the store when the current page has no more elements.
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
