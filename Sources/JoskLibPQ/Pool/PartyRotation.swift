/// The waiters of one kind of work: first come, first served within a party, and party after party in turn.
///
/// A waiter whose work takes *n* turns makes its party miss the next *n* − 1, while other parties wait. A party without
/// waiters owes no turns.
struct PartyRotation: Sendable {
    typealias WaiterID = PoolStateMachine.WaiterID
    typealias Party = ConnectionUse.Party

    private struct Queue: Sendable {
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

    private var queues: [Party: Queue] = [:]
    /// The parties with waiters, the one whose turn is next first.
    private var order: [Party] = []
    private(set) var count = 0

    var partyCount: Int { order.count }
    /// The party whose waiters are the only ones; nil if there are several parties, or none.
    var onlyParty: Party? { order.count == 1 ? order[0] : nil }
    /// All waiters, by party.
    var waiters: [WaiterID] { order.flatMap { queues[$0].map { $0.waiters[$0.head...] } ?? [] } }

    func count(of party: Party) -> Int { queues[party]?.count ?? 0 }

    /// Returns the sum of a number for each party with waiters, computed from the number of its waiters.
    func sum(_ number: (Party, _ waiting: Int) -> Int) -> Int {
        order.reduce(0) { $0 + number($1, count(of: $1)) }
    }

    func contains(_ waiter: WaiterID) -> Bool {
        guard let queue = queues[waiter.use.party] else { return false }
        let place = queue.place(of: waiter)
        return place < queue.waiters.count && queue.waiters[place] == waiter
    }

    /// Inserts a waiter in the order of the numbers.
    ///
    /// A waiter that has waited before, and gets another connection, is thus before all that came after it.
    mutating func insert(_ waiter: WaiterID) {
        let party = waiter.use.party
        if queues[party] == nil { order.append(party) }
        let place = queues[party, default: Queue()].place(of: waiter)
        queues[party, default: Queue()].waiters.insert(waiter, at: place)
        count += 1
    }

    /// Inserts a waiter that was served in vain, and gives its party the turn back.
    mutating func putBack(_ waiter: WaiterID) {
        insert(waiter)
        let party = waiter.use.party
        order.removeAll { $0 == party }
        order.insert(party, at: 0)
        queues[party]?.turnsToMiss = 0
    }

    /// Removes a waiter, and returns true if it waited.
    mutating func remove(_ waiter: WaiterID) -> Bool {
        guard contains(waiter) else { return false }
        let party = waiter.use.party
        let place = queues[party, default: Queue()].place(of: waiter)
        queues[party, default: Queue()].waiters.remove(at: place)
        count -= 1
        leaveIfEmpty(party)
        return true
    }

    /// Removes and returns the first waiter of the party whose turn it is.
    ///
    /// - Parameter isPermitted: Returns true if a party may have a connection. The others keep their turn.
    mutating func next(where isPermitted: (Party) -> Bool) -> WaiterID? {
        guard let place = takeTurn(where: isPermitted) else { return nil }
        let party = order.remove(at: place)
        order.append(party)
        let waiter = queues[party, default: Queue()].removeFirst()
        queues[party]?.turnsToMiss += waiter.use.turns - 1
        count -= 1
        leaveIfEmpty(party)
        return waiter
    }

    /// Finds the party whose turn it is: the first that misses no turn.
    ///
    /// The parties before it miss a turn each. If all must miss theirs, all miss as many as the one that has the fewest,
    /// which is then served.
    private mutating func takeTurn(where isPermitted: (Party) -> Bool) -> Int? {
        func turnsToMiss(_ party: Party) -> Int { queues[party]?.turnsToMiss ?? 0 }
        if let place = order.firstIndex(where: { turnsToMiss($0) == 0 && isPermitted($0) }) {
            for party in order[..<place] where isPermitted(party) { queues[party]?.turnsToMiss -= 1 }
            return place
        }
        let permitted = order.indices.filter { isPermitted(order[$0]) }
        guard let place = permitted.min(by: { turnsToMiss(order[$0]) < turnsToMiss(order[$1]) }) else {
            return nil
        }
        let fewest = turnsToMiss(order[place])
        for index in permitted { queues[order[index]]?.turnsToMiss -= fewest }
        return place
    }

    private mutating func leaveIfEmpty(_ party: Party) {
        guard count(of: party) == 0 else { return }
        queues[party] = nil
        order.removeAll { $0 == party }
    }

    /// Removes all waiters.
    mutating func removeAll() { self = PartyRotation() }
}
