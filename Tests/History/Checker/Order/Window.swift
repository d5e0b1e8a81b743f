/// A limit of a moment, and the call that proves it.
struct Bound: Sendable {
    let time: Int64
    /// The index of the call; -1 if no call proves the bound.
    let call: Int32

    init(_ time: Int64, call: Int? = nil) {
        self.time = time
        self.call = Int32(call ?? -1)
    }

    /// Before all commands.
    static var beginning: Self { Self(.min) }
    /// The last moment at which a command can commit.
    static var end: Self { Self(.max - 1) }
    /// The moment after the end, at which the store's rows were read.
    static var final: Self { Self(.max) }

    static func earlier(_ first: Self, _ second: Self) -> Self { second.time < first.time ? second : first }
    static func later(_ first: Self, _ second: Self) -> Self { second.time > first.time ? second : first }
}

/// The moments from one bound to another, both included.
///
/// A call precedes another only if it returned strictly before the other was invoked, so equal times are one moment.
struct Window: Sendable {
    var from: Bound
    var until: Bound

    static var always: Self { Self(from: .beginning, until: .final) }

    var isEmpty: Bool { from.time > until.time }

    func intersection(_ other: Self) -> Self {
        Self(from: .later(from, other.from), until: .earlier(until, other.until))
    }

    func overlaps(_ other: Self) -> Bool { !intersection(other).isEmpty }
}
