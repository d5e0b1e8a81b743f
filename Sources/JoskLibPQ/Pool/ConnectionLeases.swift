/// The connections that are lent, and the room that is left within the shares.
struct ConnectionLeases: Sendable {
    typealias ConnectionID = PoolStateMachine.ConnectionID
    typealias Kind = ConnectionUse.Kind
    typealias Party = ConnectionUse.Party

    let shares: PoolShares
    private var uses: [ConnectionID: ConnectionUse] = [:]
    private var counts = PerKind(repeating: 0)
    private var countsByParty = PerKind<[Party: Int]>(repeating: [:])

    init(_ shares: PoolShares) { self.shares = shares }

    mutating func add(_ connection: ConnectionID, _ use: ConnectionUse) {
        uses[connection] = use
        counts[use.kind] += 1
        countsByParty[use.kind][use.party, default: 0] += 1
    }

    /// Removes a connection that was returned or closed.
    mutating func remove(_ connection: ConnectionID) {
        guard let use = uses.removeValue(forKey: connection) else { return }
        counts[use.kind] -= 1
        let remaining = count(use.kind, of: use.party) - 1
        countsByParty[use.kind][use.party] = remaining > 0 ? remaining : nil
    }

    func count(_ kind: Kind) -> Int { counts[kind] }
    private func count(_ kind: Kind, of party: Party) -> Int { countsByParty[kind][party] ?? 0 }

    private var longWork: Int { count(.largeCommand) + count(.largeRead) + count(.scan) }
    /// The number of connections that all work that takes long may have in addition.
    ///
    /// It counts among the commands and among the reads, so that it occupies the last connections of neither.
    var roomForLongWork: Int { min(room(for: .command), room(for: .read), shares.longWork - longWork) }

    /// Returns the number of connections that a kind of work may have in addition.
    func room(for kind: Kind) -> Int {
        switch kind {
        case .command: shares.commands - count(.command) - longWork
        case .read: shares.reads - count(.read) - longWork
        case .largeCommand: min(roomForLongWork, shares.largeCommands - count(.largeCommand))
        case .largeRead: min(roomForLongWork, shares.largeReads - count(.largeRead))
        case .scan: min(roomForLongWork, shares.scans - count(.scan))
        }
    }

    /// Returns the number of connections that a party may have in addition for a kind of work.
    ///
    /// - Parameter othersWait: True if a command of another party waits. A party's commands may have all connections
    ///   otherwise.
    func room(for kind: Kind, of party: Party, othersWait: Bool) -> Int {
        if kind.isCommand, !othersWait { return shares.commands }
        let share =
            switch kind {
            case .command: shares.commandsPerParty
            case .largeCommand: shares.largeCommandsPerParty
            case .read: shares.readsPerParty
            case .largeRead: shares.largeReadsPerParty
            case .scan: shares.scansPerParty
            }
        return share - count(kind, of: party)
    }
}
