/// The name of a chain: rows whose numbers give their order.
struct ChainID: Hashable, Sendable {
    enum Kind: UInt8, Sendable {
        /// The entries of a customer.
        case entries
        /// The orders of a customer.
        case orders
        /// The movements of a product; the addition of a product without stock is a link before the first movement.
        case movements
        /// An order, and then its refunds.
        case order
    }

    let kind: Kind
    let owner: Name
}

/// The rows of one customer, product or order in their order, and the bounds of their commits.
///
/// The chain is in state 0 before its first link, and in state n from the commit of link n until that of link n + 1.
struct Chain: Sendable {
    struct Link: Sendable {
        /// The index of the journal entry; -1 if the row was stored before the first call and has none of its own.
        let writer: Int32
        /// The index of the row; -1 for the addition of a product without stock.
        let row: Int32
    }

    let links: [Link]
    /// The bounds of each link's commit, which also agree with those of the links before and after.
    private let windows: [Window]

    /// Creates a chain from its links and the bounds of each link's own command.
    init(links: [Link], bounds: [Window]) {
        self.links = links
        var windows = bounds
        for index in windows.indices.dropFirst() {
            windows[index].from = .later(windows[index - 1].from, windows[index].from)
        }
        for index in windows.indices.dropLast().reversed() {
            windows[index].until = .earlier(windows[index].until, windows[index + 1].until)
        }
        self.windows = windows
    }

    /// The number of links, which is also the last state.
    var count: Int { links.count }

    /// Returns the possible moments of a range of states, and the commands before and after it.
    func option(_ states: ClosedRange<Int>) -> Claim.Option {
        let (first, last) = (states.lowerBound, states.upperBound)
        return Claim.Option(
            window: Window(
                from: first > 0 ? windows[first - 1].from : .beginning,
                until: last < count ? windows[last].until : .final),
            after: first > 0 ? links[first - 1].writer : -1,
            before: last < count ? links[last].writer : -1)
    }

    /// Returns the states that are possible at some moment of a window.
    func states(in window: Window) -> ClosedRange<Int>? {
        let first = firstIndex { windows[$0].until.time >= window.from.time }
        let last = firstIndex { windows[$0].from.time > window.until.time }
        return first <= last ? first...last : nil
    }

    /// Returns the first link for which a condition holds that holds for all later links too, or the count.
    private func firstIndex(where condition: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if condition(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
