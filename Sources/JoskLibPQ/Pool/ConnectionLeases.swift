/// The connections that are lent, and the room that is left within the shares.
struct ConnectionLeases: Sendable {
    typealias ConnectionID = PoolStateMachine.ConnectionID
    typealias Kind = ConnectionUse.Kind
    typealias Party = ConnectionUse.Party

    let shares: PoolShares
    private var uses: [ConnectionID: ConnectionUse] = [:]
    private var counts: [Kind: Int] = [:]
    private var countsByParty: [Kind: [Party: Int]] = [:]

    init(_ shares: PoolShares) { self.shares = shares }

    mutating func add(_ connection: ConnectionID, _ use: ConnectionUse) {
        uses[connection] = use
        counts[use.kind, default: 0] += 1
        countsByParty[use.kind, default: [:]][use.party, default: 0] += 1
    }

    /// Removes a connection that was returned or closed.
    mutating func remove(_ connection: ConnectionID) {
        guard let use = uses.removeValue(forKey: connection) else { return }
        counts[use.kind, default: 0] -= 1
        let remaining = count(use.kind, of: use.party) - 1
        countsByParty[use.kind]?[use.party] = remaining > 0 ? remaining : nil
    }

    func count(_ kind: Kind) -> Int { counts[kind] ?? 0 }
    private func count(_ kind: Kind, of party: Party) -> Int { countsByParty[kind]?[party] ?? 0 }
    private var longReads: Int { count(.largeRead) + count(.scan) }

    private var longWork: Int { shares.longWork - count(.largeCommand) - longReads }

    /// Returns the number of connections that a kind of work may have in addition.
    ///
    /// Commands and long reads together leave the connections that are kept for short reads.
    func room(for kind: Kind) -> Int {
        switch kind {
        case .command: shares.commands - count(.command) - count(.largeCommand) - longReads
        case .largeCommand: min(room(for: .command), longWork, shares.largeCommands - count(.largeCommand))
        case .read: shares.reads - count(.read) - longReads
        case .largeRead: min(roomForLongReads, shares.largeReads - count(.largeRead))
        case .scan: min(roomForLongReads, shares.scans - count(.scan))
        }
    }

    private var roomForLongReads: Int { min(room(for: .command), room(for: .read), longWork) }

    /// Returns the number of connections that a party may have in addition for a kind of work.
    ///
    /// - Parameter othersWait: True if a command of another party waits. A party's commands may have all connections
    ///   otherwise.
    func room(for kind: Kind, of party: Party, othersWait: Bool) -> Int {
        switch kind {
        case .command, .largeCommand:
            guard othersWait else { return shares.commands }
            return shares.commandsPerParty - count(.command, of: party) - count(.largeCommand, of: party)
        case .read, .largeRead:
            return shares.readsPerParty - count(.read, of: party) - count(.largeRead, of: party)
        case .scan: return shares.scansPerParty - count(.scan, of: party)
        }
    }
}
