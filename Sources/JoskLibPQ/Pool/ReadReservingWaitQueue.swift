/// Those who wait for a connection, first come first, and who of them may have the next one.
///
/// Of a few connections commands keep off, so that somebody who reads need not wait until commands are done.
struct ReadReservingWaitQueue: Sendable {
    typealias WaiterID = PoolStateMachine.WaiterID
    typealias ConnectionID = PoolStateMachine.ConnectionID

    /// Connections that commands may have at a time.
    private let maximumForCommands: Int
    private(set) var waiters: [WaiterID] = []
    private var waitingCommands = 0
    /// What commands have.
    private var commandLeases: Set<ConnectionID> = []

    init(maximumForCommands: Int) { self.maximumForCommands = maximumForCommands }

    var count: Int { waiters.count }
    var isEmpty: Bool { waiters.isEmpty }
    /// How many of those who wait could be lent a connection each, if there were enough.
    var servable: Int {
        count - waitingCommands + min(waitingCommands, maximumForCommands - commandLeases.count)
    }

    mutating func append(_ waiter: WaiterID) { insert(waiter, at: count) }

    /// Puts somebody before all others.
    mutating func putFirst(_ waiter: WaiterID) { insert(waiter, at: 0) }

    private mutating func insert(_ waiter: WaiterID, at place: Int) {
        waiters.insert(waiter, at: place)
        if waiter.purpose == .command { waitingCommands += 1 }
    }

    /// - Returns: Whether it was there.
    mutating func remove(_ waiter: WaiterID) -> Bool {
        guard let place = waiters.firstIndex(of: waiter) else { return false }
        remove(at: place)
        return true
    }

    private mutating func remove(at place: Int) {
        if waiters.remove(at: place).purpose == .command { waitingCommands -= 1 }
    }

    /// Whether somebody could be lent a connection, if there were one.
    func mayLend(for purpose: PoolStateMachine.Purpose) -> Bool {
        purpose == .read || commandLeases.count < maximumForCommands
    }

    /// The one who is to have a connection, which has it from now on; nil if nobody may.
    mutating func lend(_ connection: ConnectionID) -> WaiterID? {
        guard let place = waiters.firstIndex(where: { mayLend(for: $0.purpose) }) else { return nil }
        let waiter = waiters[place]
        remove(at: place)
        if waiter.purpose == .command { commandLeases.insert(connection) }
        return waiter
    }

    /// A connection that somebody had comes back, or is gone.
    mutating func giveBack(_ connection: ConnectionID) { commandLeases.remove(connection) }

    /// Nobody waits any more.
    mutating func removeAll() {
        waiters = []
        waitingCommands = 0
    }
}
