/// The waiters of one kind of work: first come, first served within a party, and party after party in turn.
///
/// A waiter whose work takes several turns makes its party miss as many, as long as others wait.
struct PartyRotation: Sendable {
    typealias WaiterID = PoolStateMachine.WaiterID
    typealias Party = ConnectionUse.Party

    private struct Line: Sendable {
        /// The waiters in the order of their numbers, from `head` on.
        var waiters: [WaiterID] = []
        var head = 0
        /// The turns that the party has yet to miss.
        var turnsToMiss = 0

        var count: Int { waiters.count - head }

        /// The place of a waiter, or the place at which it belongs.
        func place(of waiter: WaiterID) -> Int {
            var (low, high) = (head, waiters.count)
            while low < high {
                let middle = (low + high) / 2
                if waiters[middle].number < waiter.number { low = middle + 1 } else { high = middle }
            }
            return low
        }

        mutating func removeFirst() -> WaiterID {
            let waiter = waiters[head]
            head += 1
            // The gap is closed when it is the greater part, so that each removal has a constant amortised cost.
            if head > waiters.count / 2 {
                waiters.removeFirst(head)
                head = 0
            }
            return waiter
        }
    }

    private var lines: [Party: Line] = [:]
    /// The parties with waiters, the one whose turn is next first.
    private var turns: [Party] = []
    private(set) var count = 0

    var partyCount: Int { turns.count }
    /// The party whose waiters are the only ones; nil if there are several parties, or none.
    var onlyParty: Party? { turns.count == 1 ? turns[0] : nil }
    /// All waiters, by party.
    var waiters: [WaiterID] { turns.flatMap { lines[$0].map { $0.waiters[$0.head...] } ?? [] } }

    func count(of party: Party) -> Int { lines[party]?.count ?? 0 }

    /// Returns the sum of a number for each party with waiters, computed from the number of its waiters.
    func sum(_ number: (Party, _ waiting: Int) -> Int) -> Int {
        turns.reduce(0) { $0 + number($1, count(of: $1)) }
    }

    func contains(_ waiter: WaiterID) -> Bool {
        guard let line = lines[waiter.use.party] else { return false }
        let place = line.place(of: waiter)
        return place < line.waiters.count && line.waiters[place] == waiter
    }

    /// Inserts a waiter in the order of the numbers.
    ///
    /// A waiter that has waited before, and gets another connection, is thus before all that came after it.
    mutating func insert(_ waiter: WaiterID) {
        let party = waiter.use.party
        if lines[party] == nil { turns.append(party) }
        let place = lines[party, default: Line()].place(of: waiter)
        lines[party, default: Line()].waiters.insert(waiter, at: place)
        count += 1
    }

    /// Removes a waiter, and returns true if it waited.
    mutating func remove(_ waiter: WaiterID) -> Bool {
        guard contains(waiter) else { return false }
        let party = waiter.use.party
        let place = lines[party, default: Line()].place(of: waiter)
        lines[party, default: Line()].waiters.remove(at: place)
        count -= 1
        leaveIfEmpty(party)
        return true
    }

    /// Removes and returns the first waiter of the party whose turn it is.
    ///
    /// - Parameter isPermitted: Returns true if a party may have a connection. The others keep their turn.
    mutating func next(where isPermitted: (Party) -> Bool) -> WaiterID? {
        guard let place = placeOfNext(where: isPermitted) else { return nil }
        let party = turns.remove(at: place)
        turns.append(party)
        let waiter = lines[party, default: Line()].removeFirst()
        lines[party]?.turnsToMiss += waiter.use.turns - 1
        count -= 1
        leaveIfEmpty(party)
        return waiter
    }

    private mutating func placeOfNext(where isPermitted: (Party) -> Bool) -> Int? {
        var best: (place: Int, turnsToMiss: Int)?
        for (place, party) in turns.enumerated() where isPermitted(party) {
            let turnsToMiss = lines[party]?.turnsToMiss ?? 0
            if turnsToMiss == 0 { return place }
            // It misses this turn; but if all others must miss theirs too, the one with the fewest is served.
            lines[party]?.turnsToMiss -= 1
            if turnsToMiss < best?.turnsToMiss ?? .max { best = (place, turnsToMiss) }
        }
        return best?.place
    }

    private mutating func leaveIfEmpty(_ party: Party) {
        guard count(of: party) == 0 else { return }
        lines[party] = nil
        turns.removeAll { $0 == party }
    }

    /// Removes all waiters.
    mutating func removeAll() { self = PartyRotation() }
}
