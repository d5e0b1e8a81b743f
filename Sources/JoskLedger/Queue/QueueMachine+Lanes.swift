// What transactions do.

extension QueueMachine {
    /// What a lane has to do.
    struct Taken: Sendable {
        /// What to decide, in this order.
        let entries: [Entry]
        /// All that they name.
        let footprint: Footprint
        /// Whether they touch nothing that they do not name.
        let isWhole: Bool

        init(_ entries: [Entry]) {
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
            switch line.lanes[lane] {
            case nil: return (nil, [])
            // Asked for twice: it is the same work.
            case .running(let taken): return (taken, [])
            case .asking: break
            }
            let entries = machine.choose(from: &line)
            if entries.isEmpty { return (nil, []) }
            let taken = Taken(entries)
            line.lanes[lane] = .running(taken)
            return (taken, machine.openLaneForWhatWaits(of: lane.business, &line))
        }
    }

    /// Whether a lane has taken something.
    func hasTaken(_ lane: Lane) -> Bool {
        if case .running = lines[lane.business]?.lanes[lane] { true } else { false }
    }

    /// A lane is over.
    ///
    /// - Parameter failure: Why nothing of it was committed, or may not have been; nil if what it took was committed, or
    ///   if it took nothing.
    mutating func finished(_ lane: Lane, _ failure: StoreError?) -> [Action] {
        change(lane.business) { line, machine in
            guard let phase = line.lanes.removeValue(forKey: lane) else { return [] }
            var actions: [Action] = []
            if let failure {
                actions = machine.failed(phase, failure, in: &line)
            }
            return actions + machine.openLaneForWhatWaits(of: lane.business, &line)
        }
    }

    private func failed(_ phase: Phase, _ failure: StoreError, in line: inout Line) -> [Action] {
        switch phase {
        // Whoever came later has an attempt of its own.
        case .asking(let since):
            let tried = line.waiting.take { $0.ticket.number < since ? .take : .stop }
            let parts = line.parts.flatMap(\.self)
            line.parts = []
            return (parts + tried).isEmpty ? [] : [.fail(parts + tried, failure)]
        case .running(let taken):
            let entries = taken.entries
            guard entries.count > 1, failure.mayBeOneCommandsFault else { return [.fail(entries, failure)] }
            let middle = entries.count / 2
            line.parts.insert(contentsOf: [Array(entries[..<middle]), Array(entries[middle...])], at: 0)
            return []
        }
    }

    /// Opens a lane for what waits, if nobody is on the way to take it and it need not wait for those under way.
    private mutating func openLaneForWhatWaits(of business: Business.ID, _ line: inout Line) -> [Action] {
        let (part, waiting) = (line.parts.first, line.waiting)
        return openLane(for: business, &line) { [longestLook] underWay in
            if let part { return part.allSatisfy { $0.isApart(from: underWay) } }
            return waiting.contains(amongFirst: longestLook) { $0.isApart(from: underWay) }
        }
    }

    /// Opens a lane, if there is something to do and nobody is on the way to take it.
    ///
    /// - Parameter hasWorkApart: Whether something would touch nothing of what these touch, which are under way.
    mutating func openLane(
        for business: Business.ID, _ line: inout Line, if hasWorkApart: ([Taken]) -> Bool
    ) -> [Action] {
        guard line.hasWork, !line.isAsking, line.lanes.count < settings.transactionsPerBusiness else {
            return []
        }
        guard line.lanes.isEmpty || hasWorkApart(line.underWay) else { return [] }
        let lane = Lane(business: business, number: nextNumber())
        line.lanes[lane] = .asking(since: lane.number)
        return [.start(lane)]
    }

    /// How many of those that wait are looked at for one transaction, so that a long line of those that must wait for
    /// another does not cost more than the transaction.
    private var longestLook: Int { 4 * settings.commandsPerTransaction }

    /// Takes the next ones that may go together, beside those that are under way.
    private func choose(from line: inout Line) -> [Entry] {
        let underWay = line.underWay
        // A part is tried alone, and what came later does not overtake it.
        if let part = line.parts.first {
            guard part.allSatisfy({ $0.isApart(from: underWay) }) else { return [] }
            line.parts.removeFirst()
            return part
        }
        var (commands, rows, looks) = (0, 0, 0)
        return line.waiting.take { entry in
            looks += 1
            if looks > longestLook { return .stop }
            if !entry.isApart(from: underWay) { return .pass }
            commands += entry.commandCount
            rows += entry.footprint.rowCount
            let isFirst = commands == entry.commandCount
            if isFirst { return .take }
            return commands <= settings.commandsPerTransaction && rows <= settings.rowsPerTransaction
                ? .take : .stop
        }
    }
}

extension QueueMachine.Line {
    fileprivate var underWay: [QueueMachine.Taken] {
        lanes.values.compactMap { if case .running(let taken) = $0 { taken } else { nil } }
    }
}

extension QueueMachine.Entry {
    /// Whether it would touch nothing of what is under way, and so not wait for it in the store.
    func isApart(from underWay: [QueueMachine.Taken]) -> Bool {
        underWay.allSatisfy { footprint.isWhole && $0.isWhole && footprint.isDisjoint(with: $0.footprint) }
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
