/// The name of a register: a value that commands replace without numbering the changes.
struct RegisterID: Hashable, Sendable {
    enum Kind: UInt8, Sendable {
        /// The price of a product.
        case price
        /// The SKU of a product; the value is the index of its name.
        case sku
        /// The payment terms of a business, in days.
        case terms
    }

    let kind: Kind
    let owner: Name
}

/// The changes of a price, an SKU or the payment terms.
struct Register: Sendable {
    /// A change of the value by a command.
    struct Write: Sendable {
        let value: Int64
        let writer: Int32
        /// The bounds of the command's commit.
        let bounds: Window
        /// The value that the change replaced, if its receipt states it.
        let previous: Int64?
    }

    /// The value before the first change.
    enum Initial: Equatable, Sendable {
        /// A command added the product, so its addition is the first change.
        case none
        case value(Int64)
        /// Stored before the first call, and stated nowhere.
        case unknown
    }

    let writes: [Write]
    var initial: Initial
    /// The changes to each value.
    private let writesOfValue: [Int64: [Int]]
    /// The changes whose receipts state that they replaced a value.
    private let writesReplacing: [Int64: [Int]]
    /// The time until which the value of each change may have held.
    private let ends: [Bound]
    /// The time until which the initial value may have held.
    private let initialEnd: Bound

    init(writes: [Write], initial: Initial) {
        self.writes = writes
        self.initial = initial
        writesOfValue = Dictionary(grouping: writes.indices) { writes[$0].value }
        var writesReplacing: [Int64: [Int]] = [:]
        for (index, write) in writes.enumerated() {
            if let previous = write.previous { writesReplacing[previous, default: []].append(index) }
        }
        self.writesReplacing = writesReplacing
        let order = writes.indices.sorted { writes[$0].bounds.from.time < writes[$1].bounds.from.time }
        // earliestEnds[n]: the earliest time by which one of the changes order[n...] has certainly been made.
        var earliestEnds = Array(repeating: Bound.final, count: order.count + 1)
        for place in order.indices.reversed() {
            earliestEnds[place] = .earlier(earliestEnds[place + 1], writes[order[place]].bounds.until)
        }
        initialEnd = earliestEnds[0]
        ends = writes.map { write in
            var (low, high) = (0, order.count)
            while low < high {
                let middle = (low + high) / 2
                let isLater = writes[order[middle]].bounds.from.time > write.bounds.until.time
                if isLater { high = middle } else { low = middle + 1 }
            }
            return earliestEnds[low]
        }
    }

    /// True if a change sets this value.
    func writes(_ value: Int64) -> Bool { writesOfValue[value] != nil }

    /// Returns the changes that replaced a value, according to their receipts, if the value was set only once.
    func successors(of value: Int64) -> [Int] {
        let sources = (writesOfValue[value]?.count ?? 0) + (initial == .value(value) ? 1 : 0)
        guard sources == 1, initial != .unknown else { return [] }
        return writesReplacing[value] ?? []
    }

    /// Returns the moments at which the register may have had a value, for a command or read that observed it.
    ///
    /// A command's own change is no source of the value that the command observed.
    func options(of value: Int64, observedBy observer: Int32) -> [Claim.Option] {
        let successor = successors(of: value).first.map { writes[$0].writer } ?? -1
        var options: [Claim.Option] = []
        for index in writesOfValue[value] ?? [] where writes[index].writer != observer {
            options.append(
                Claim.Option(
                    window: Window(from: writes[index].bounds.from, until: ends[index]),
                    after: writes[index].writer, before: successor))
        }
        if initial == .value(value) || initial == .unknown {
            options.append(
                Claim.Option(
                    window: Window(from: .beginning, until: initialEnd), after: -1, before: successor))
        }
        return options
    }
}
