/// Holds back the commands that would have to wait in the store for a transaction in flight, and those that arrived after such
/// a command and touch its rows: conflicting commands stay in FIFO order.
struct ConflictBarrier {
    private let inFlight: [CommandBatch]
    private var heldBack = Footprint()
    /// Whether no further command is admitted.
    private(set) var isClosed: Bool

    init(_ inFlight: [CommandBatch]) {
        self.inFlight = inFlight
        isClosed = !inFlight.allSatisfy(\.isComplete)
    }

    /// Whether a command may go now. Ask in the order of arrival: a command that is held back holds back later ones.
    mutating func admits(_ command: PendingCommand) -> Bool {
        if inFlight.isEmpty { return true }
        let footprint = command.footprint
        let isSeparate =
            !isClosed && footprint.isComplete && footprint.isDisjoint(with: heldBack)
            && inFlight.allSatisfy { footprint.isDisjoint(with: $0.footprint) }
        if !isSeparate { holdBack(footprint) }
        return isSeparate
    }

    /// An incomplete footprint may conflict with anything.
    private mutating func holdBack(_ footprint: Footprint) {
        if footprint.isComplete { heldBack.formUnion(footprint) } else { isClosed = true }
    }
}
