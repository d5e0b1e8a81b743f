/// Chooses the commands that may share the next transaction, and keeps conflicting commands in FIFO order.
///
/// It holds back
/// - the commands that would have to wait in the store for a transaction in flight;
/// - the commands that name a row which a command of the same transaction creates. No other session can lock such a
///   row, so a second attempt at the command would not wait for this one, and its rejection would not be final;
/// - the commands that arrived after a held-back command and touch its rows.
struct ConflictBarrier {
    private let inFlight: [CommandBatch]
    private let inFlightHasFence: Bool
    /// The rows that the admitted commands create.
    private var created = Footprint()
    private var heldBack = Footprint()
    private var hasHeldBack = false
    private var hasAdmitted = false
    /// True if the barrier admits no further command.
    private(set) var isClosed: Bool

    init(_ inFlight: [CommandBatch]) {
        self.inFlight = inFlight
        inFlightHasFence = inFlight.contains { !$0.footprint.fencedKeys.isEmpty }
        isClosed = !inFlight.allSatisfy(\.isComplete)
    }

    /// Returns true if a transaction may take a command now.
    ///
    /// Pass commands in the order of arrival: a command that is held back holds back later ones.
    mutating func admits(_ command: PendingCommand) -> Bool {
        let footprint = command.footprint
        guard isSeparate(footprint) else {
            holdBack(footprint)
            return false
        }
        hasAdmitted = true
        // Every command of a business names the business, so its creation has a transaction of its own.
        if footprint.createsBusiness { isClosed = true }
        if let rows = footprint.created { created.formUnion(rows) }
        return true
    }

    private func isSeparate(_ footprint: Footprint) -> Bool {
        if isClosed || footprint.createsBusiness && hasAdmitted { return false }
        if !footprint.sharesNoRow(with: created) { return false }
        if hasHeldBack, !footprint.isComplete || !footprint.isDisjoint(with: heldBack) { return false }
        if inFlight.isEmpty { return true }
        // The fences of two additions may overlap even if their keys differ.
        if inFlightHasFence, !footprint.fencedKeys.isEmpty { return false }
        return footprint.isComplete && inFlight.allSatisfy { footprint.isDisjoint(with: $0.footprint) }
    }

    /// Holds back later commands that conflict with a footprint.
    ///
    /// An incomplete footprint may conflict with anything, and the creation of a business conflicts with everything.
    private mutating func holdBack(_ footprint: Footprint) {
        hasHeldBack = true
        if footprint.isComplete && !footprint.createsBusiness {
            heldBack.formUnion(footprint)
        } else {
            isClosed = true
        }
    }
}
