// What transactions do.

extension QueueMachine {
    /// What a lane has to do.
    struct Taken: Sendable {
        /// What to decide, in this order.
        let entries: [Entry]
        /// All that they name.
        let footprint: Footprint
        /// Whether that is all that they touch.
        let isWhole: Bool

        init(entries: [Entry]) {
            self.entries = entries
            var union = entries.first?.footprint ?? Footprint()
            for entry in entries.dropFirst() { union.formUnion(entry.footprint) }
            footprint = union
            isWhole = entries.allSatisfy(\.footprint.isWhole)
        }
    }

    /// The store asks for a lane's work. What it takes has left the line: from here on only the transaction tells what
    /// became of it.
    ///
    /// - Returns: What to decide together; nil if there is nothing to do any more.
    mutating func take(for lane: Lane) -> (taken: Taken?, actions: [Action]) {
        change(lane.business) { line, machine in
            switch line[lane] {
            case nil: return (nil, [])
            // Asked for twice: it is the same work.
            case .running(let taken): return (taken, [])
            case .asking: break
            }
            line.lastFailure = nil
            let entries = machine.choose(from: &line)
            if entries.isEmpty { return (nil, []) }
            let taken = Taken(entries: entries)
            line[lane] = .running(taken)
            return (taken, machine.openLane(for: lane.business, &line, looking: machine.longestLook))
        }
    }

    /// Whether a lane has taken something.
    func hasTaken(_ lane: Lane) -> Bool {
        if case .running = lines[lane.business]?[lane] { true } else { false }
    }

    /// A lane is over.
    ///
    /// - Parameter failure: Why nothing of it was committed, or may not have been; nil if what it took was committed, or
    ///   if it took nothing.
    mutating func finished(_ lane: Lane, _ failure: StoreError?) -> [Action] {
        change(lane.business) { line, machine in
            guard let phase = line[lane] else { return [] }
            line[lane] = nil
            let actions = failure.map { machine.failed(lane, phase, $0, in: &line) } ?? []
            return actions + machine.openLane(for: lane.business, &line, looking: machine.longestLook)
        }
    }

    private func failed(
        _ lane: Lane, _ phase: Phase, _ failure: StoreError, in line: inout Line
    ) -> [Action] {
        switch phase {
        // Whoever came later has an attempt of its own.
        case .asking:
            line.lastFailure = failure
            let tried = line.waiting.take { $0.ticket.number < lane.number ? .take : .stop }
            let parts = line.parts.flatMap(\.entries)
            line.parts = []
            return (parts + tried).isEmpty ? [] : [.fail(parts + tried, failure)]
        case .running(let taken):
            let entries = taken.entries
            if failure.outcome == .notDone, let contended = failure.contended {
                return hold(entries, that: contended, failure, in: &line)
            }
            guard entries.count > 1, failure.mayBeOneCommandsFault else { return [.fail(entries, failure)] }
            let middle = entries.count / 2
            let halves = [entries[..<middle], entries[middle...]]
            line.parts.insert(contentsOf: halves.map { Part(entries: Array($0), failure: failure) }, at: 0)
            return []
        }
    }

    /// Fails those that need what somebody holds. The others are tried again at once.
    private func hold(
        _ entries: [Entry], that contended: Footprint, _ failure: StoreError, in line: inout Line
    ) -> [Action] {
        let free = entries.filter { $0.footprint.isDisjoint(with: contended) }
        if free.isEmpty || free.count == entries.count { return [.fail(entries, failure)] }
        line.parts.insert(Part(entries: free, failure: failure), at: 0)
        return [.fail(entries.filter { !$0.footprint.isDisjoint(with: contended) }, failure)]
    }

    /// How many of those that wait are looked at for one transaction, so that a long line of those that must wait for
    /// another does not cost more than the transaction.
    private var longestLook: Int { 4 * settings.commandsPerTransaction }
    /// How many of them when one comes: everybody who comes pays for that look.
    var shortLook: Int { min(64, longestLook) }

    /// Opens a lane, if there is something to do, nobody is on the way to do it, and it need not wait for what is under
    /// way.
    ///
    /// - Parameter limit: How many of those that wait are looked at.
    mutating func openLane(for business: Business.ID, _ line: inout Line, looking limit: Int) -> [Action] {
        guard line.hasWork, !line.isAsking, line.lanes.count < settings.transactionsPerBusiness else {
            return []
        }
        guard line.lanes.isEmpty || line.hasWorkApart(amongFirst: limit) else { return [] }
        let lane = Lane(business: business, number: nextNumber())
        line[lane] = .asking
        return [.start(lane)]
    }

    /// Takes the next ones that may go together, beside those that are under way.
    private func choose(from line: inout Line) -> [Entry] {
        var barrier = Barrier(line.underWay)
        // A part is tried alone, and what came later does not overtake it.
        if let part = line.parts.first {
            guard part.entries.allSatisfy({ barrier.lets($0) }) else { return [] }
            return line.parts.removeFirst().entries
        }
        var (commands, rows, looks) = (0, 0, 0)
        return line.waiting.take { entry in
            looks += 1
            if looks > longestLook || barrier.isShut { return .stop }
            if !barrier.lets(entry) { return .pass }
            let isFirst = commands == 0
            commands += entry.commandCount
            rows += entry.weight
            if isFirst { return .take }
            return commands <= settings.commandsPerTransaction && rows <= settings.rowsPerTransaction
                ? .take : .stop
        }
    }
}

extension QueueMachine.Line {
    fileprivate var underWay: [QueueMachine.Taken] {
        lanes.compactMap { if case .running(let taken) = $0.phase { taken } else { nil } }
    }

    fileprivate func hasWorkApart(amongFirst limit: Int) -> Bool {
        var barrier = QueueMachine.Barrier(underWay)
        if let part = parts.first { return part.entries.allSatisfy { barrier.lets($0) } }
        return waiting.contains(amongFirst: limit) { barrier.lets($0) }
    }
}

extension QueueMachine {
    /// Holds back those that would have to wait in the store for what is under way, and those that came after such a one
    /// and touch what it touches: nobody is overtaken by what it meets.
    fileprivate struct Barrier {
        private let underWay: [Taken]
        private var heldBack = Footprint()
        /// Whether nobody is let through any more.
        private(set) var isShut: Bool
        private var isOpen: Bool { underWay.isEmpty }

        init(_ underWay: [Taken]) {
            self.underWay = underWay
            isShut = !underWay.allSatisfy(\.isWhole)
        }

        mutating func lets(_ entry: Entry) -> Bool {
            if isOpen { return true }
            let footprint = entry.footprint
            let isApart =
                !isShut && footprint.isWhole && footprint.isDisjoint(with: heldBack)
                && underWay.allSatisfy { footprint.isDisjoint(with: $0.footprint) }
            if !isApart { holdBack(footprint) }
            return isApart
        }

        /// Of what is not whole nobody knows what it touches.
        private mutating func holdBack(_ footprint: Footprint) {
            if footprint.isWhole { heldBack.formUnion(footprint) } else { isShut = true }
        }
    }
}

extension StoreError {
    /// Whether it left nothing behind, and may be the fault of one command of many, so that the others are worth
    /// trying without it: the store could not write, or read, what one of them needed. A store that is out of reach or
    /// too busy is nobody's fault, and trying more often would make it worse.
    fileprivate var mayBeOneCommandsFault: Bool {
        outcome == .notDone && (code == .contractBroken || code == .unreadable)
    }
}
