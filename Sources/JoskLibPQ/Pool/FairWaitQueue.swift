/// The waiters for connections, and the choice of the next one.
///
/// - Each kind of work, and each party, gets its share of the connections: ``PoolShares``.
/// - Within a kind, parties are served in turn: ``PartyRotation``.
/// - Commands come before reads. Neither waits long for the other, because both leave connections to each other. A pool
///   that is too small for this serves the two in turn.
/// - Work that takes long has no connections that are left to it. So large commands, large reads and scans come before
///   all other work if no other of their kind is running.
/// - Large commands and other commands are served in turn, and so are reads, large reads and scans.
struct FairWaitQueue: Sendable {
    typealias WaiterID = PoolStateMachine.WaiterID
    typealias ConnectionID = PoolStateMachine.ConnectionID
    typealias Kind = ConnectionUse.Kind
    typealias Party = ConnectionUse.Party

    private let limits: WaitLimits
    private var waiting = PerKind(repeating: PartyRotation())
    private var leases: ConnectionLeases
    /// The kinds in the order in which they were last served, the latest last.
    private var served: [Kind] = [.largeCommand, .command, .scan, .largeRead, .read]

    init(_ shares: PoolShares, _ limits: WaitLimits) {
        self.limits = limits
        leases = ConnectionLeases(shares)
    }

    var count: Int { Kind.allCases.reduce(0) { $0 + waiting[$1].count } }
    /// All waiters, in no order.
    var waiters: [WaiterID] { Kind.allCases.flatMap { waiting[$0].waiters } }

    mutating func insert(_ waiter: WaiterID) { waiting[waiter.use.kind].insert(waiter) }

    /// Inserts a waiter that was lent a dead connection; it and its party are the next of their kind.
    mutating func putBack(_ waiter: WaiterID) { waiting[waiter.use.kind].putBack(waiter) }

    /// Removes a waiter, and returns true if it was in the queue.
    mutating func remove(_ waiter: WaiterID) -> Bool { waiting[waiter.use.kind].remove(waiter) }

    /// Removes all waiters.
    mutating func removeAll() { for kind in Kind.allCases { waiting[kind].removeAll() } }

    /// Records that a lent connection was returned or closed.
    mutating func giveBack(_ connection: ConnectionID) { leases.remove(connection) }

    /// Lends a connection to the first waiter that may have it.
    ///
    /// - Returns: The waiter, which is removed from the queue; nil if no waiter may have the connection.
    mutating func lend(_ connection: ConnectionID) -> WaiterID? {
        let commands = waitingCommands
        for kind in order where leases.room(for: kind) > 0 {
            // A copy, because the closure must not use the queue while a rotation is changed.
            let leases = leases
            let next = waiting[kind].next { party in
                leases.room(for: kind, of: party, othersWait: commands.isFromOther(than: party)) > 0
            }
            guard let waiter = next else { continue }
            self.leases.add(connection, waiter.use)
            served.removeAll { $0 == kind }
            served.append(kind)
            return waiter
        }
        return nil
    }

    /// The kinds that wait, in the order in which they are considered.
    private var order: [Kind] {
        let waitingKinds = served.filter { waiting[$0].count > 0 }
        if waitingKinds.count < 2 { return waitingKinds }
        let commandsFirst = !leases.shares.takeTurns || served.last?.isCommand == false
        let (commands, reads) = (waitingKinds.filter(\.isCommand), waitingKinds.filter { !$0.isCommand })
        if !commandsFirst { return reads + commands }
        // Not two long reads in a row, which would stop the commands. A pool that serves the two in turn needs no such
        // precedence: after each command it serves another kind of read.
        if leases.shares.takeTurns || served.last?.isLongRead == true { return commands + reads }
        return waitingKinds.filter { $0.isLong && leases.count($0) == 0 } + commands + reads
    }

    /// The parties whose commands wait, and could have a connection.
    private enum WaitingCommands {
        case none
        case ofOne(Party)
        case ofSeveral

        func isFromOther(than party: Party) -> Bool {
            switch self {
            case .none: false
            case .ofOne(let waiting): waiting != party
            case .ofSeveral: true
            }
        }
    }

    private var waitingCommands: WaitingCommands {
        if waiting[.command].count == 0, waiting[.largeCommand].count == 0 { return .none }
        let kinds = [Kind.command, .largeCommand].filter { leases.room(for: $0) > 0 }
        let parties = kinds.compactMap { waiting[$0].onlyParty }
        let count = kinds.reduce(0) { $0 + waiting[$1].partyCount }
        guard let first = parties.first else { return count == 0 ? .none : .ofSeveral }
        return count == parties.count && parties.allSatisfy { $0 == first } ? .ofOne(first) : .ofSeveral
    }
}

// MARK: - Limits

extension FairWaitQueue {
    /// Returns true if a use could be granted now, if there were a connection and no other waiter.
    func mayLend(for use: ConnectionUse) -> Bool {
        leases.room(for: use.kind) > 0
            && leases.room(
                for: use.kind, of: use.party, othersWait: waitingCommands.isFromOther(than: use.party)) > 0
    }

    /// An upper bound of the number of waiters that could be lent a connection each, if there were enough.
    ///
    /// It does not consider that the kinds share connections, except that all work that takes long does.
    var servable: Int {
        let commands = waitingCommands
        var (short, long) = (0, 0)
        for kind in Kind.allCases where waiting[kind].count > 0 {
            let count = servable(kind, commands)
            if kind.isLong { long += count } else { short += count }
        }
        return short + min(long, max(0, leases.roomForLongWork))
    }

    private func servable(_ kind: Kind, _ commands: WaitingCommands) -> Int {
        let roomOfKind = leases.room(for: kind)
        guard roomOfKind > 0 else { return 0 }
        let ofParties = waiting[kind].sum { party, waiting in
            let room = leases.room(for: kind, of: party, othersWait: commands.isFromOther(than: party))
            return min(waiting, max(0, room))
        }
        return min(ofParties, roomOfKind)
    }

    /// Returns the limit that one more waiter with a use would exceed, or nil.
    func limitReached(by use: ConnectionUse) -> WaitLimit? {
        let kinds = Kind.allCases.filter { $0.isCommand == use.kind.isCommand }
        let all = kinds.reduce(0) { $0 + waiting[$1].count }
        if use.kind.isCommand { return all >= limits.commands ? .commands(limits.commands) : nil }
        let own = kinds.reduce(0) { $0 + waiting[$1].count(of: use.party) }
        if own >= limits.readsPerParty { return .readsOfParty(limits.readsPerParty) }
        return all >= limits.reads ? .reads(limits.reads) : nil
    }
}
