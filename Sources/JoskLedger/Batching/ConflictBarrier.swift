/// Keeps conflicting commands in FIFO order while transactions are in flight.
///
/// It holds back the commands that would have to wait in the store for a transaction in flight, and the commands that
/// arrived after a held-back command and touch its rows.
struct ConflictBarrier {
    private let inFlight: [CommandBatch]
    private var heldBack = Footprint()
    /// True if the barrier admits no further command.
    private(set) var isClosed: Bool

    init(_ inFlight: [CommandBatch]) {
        self.inFlight = inFlight
        isClosed = !inFlight.allSatisfy(\.isComplete)
    }

    /// Returns true if a transaction may take a command now.
    ///
    /// Pass commands in the order of arrival: a command that is held back holds back later ones.
    mutating func admits(_ command: PendingCommand) -> Bool {
        if inFlight.isEmpty { return true }
        let footprint = command.footprint
        let isSeparate =
            !isClosed && footprint.isComplete && footprint.isDisjoint(with: heldBack)
            && inFlight.allSatisfy { footprint.isDisjoint(with: $0.footprint) }
        if !isSeparate { holdBack(footprint) }
        return isSeparate
    }

    /// Holds back later commands that conflict with a footprint.
    ///
    /// An incomplete footprint may conflict with anything.
    private mutating func holdBack(_ footprint: Footprint) {
        if footprint.isComplete { heldBack.formUnion(footprint) } else { isClosed = true }
    }
}
