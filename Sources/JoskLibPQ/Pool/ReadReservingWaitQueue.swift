/// The waiters for connections in the order of their arrival, and the choice of the next one.
///
/// Commands leave a few connections to reads, so that a read need not wait until commands are finished.
struct ReadReservingWaitQueue: Sendable {
    typealias WaiterID = PoolStateMachine.WaiterID
    typealias ConnectionID = PoolStateMachine.ConnectionID

    /// The number of connections that commands may have at a time.
    private let maximumForCommands: Int
    private(set) var waiters: [WaiterID] = []
    private var waitingCommands = 0
    /// The connections that are lent to commands.
    private var commandLeases: Set<ConnectionID> = []

    init(maximumForCommands: Int) { self.maximumForCommands = maximumForCommands }

    var count: Int { waiters.count }
    var isEmpty: Bool { waiters.isEmpty }
    /// The number of waiters that could be lent a connection each, if there were enough.
    var servable: Int {
        count - waitingCommands + min(waitingCommands, maximumForCommands - commandLeases.count)
    }

    mutating func append(_ waiter: WaiterID) { insert(waiter, at: count) }

    /// Inserts a waiter before all others.
    mutating func putFirst(_ waiter: WaiterID) { insert(waiter, at: 0) }

    private mutating func insert(_ waiter: WaiterID, at place: Int) {
        waiters.insert(waiter, at: place)
        if waiter.purpose == .command { waitingCommands += 1 }
    }

    /// Removes a waiter, and returns true if it was in the queue.
    mutating func remove(_ waiter: WaiterID) -> Bool {
        guard let place = waiters.firstIndex(of: waiter) else { return false }
        remove(at: place)
        return true
    }

    private mutating func remove(at place: Int) {
        if waiters.remove(at: place).purpose == .command { waitingCommands -= 1 }
    }

    /// Returns true if a caller with this purpose could be lent a connection, if there were one.
    func mayLend(for purpose: PoolStateMachine.Purpose) -> Bool {
        purpose == .read || commandLeases.count < maximumForCommands
    }

    /// Lends a connection to the first waiter that may have it.
    ///
    /// - Returns: The waiter, which is removed from the queue; nil if no waiter may have the connection.
    mutating func lend(_ connection: ConnectionID) -> WaiterID? {
        guard let place = waiters.firstIndex(where: { mayLend(for: $0.purpose) }) else { return nil }
        let waiter = waiters[place]
        remove(at: place)
        if waiter.purpose == .command { commandLeases.insert(connection) }
        return waiter
    }

    /// Records that a lent connection was returned or closed.
    mutating func giveBack(_ connection: ConnectionID) { commandLeases.remove(connection) }

    /// Removes all waiters.
    mutating func removeAll() {
        waiters = []
        waitingCommands = 0
    }
}
