// Events of waiters.

extension PoolStateMachine {
    /// Requests a connection for a waiter.
    package mutating func lease(_ waiter: WaiterID) -> [Action] {
        guard phase == .running else { return [.refuse(waiter, .shutDown)] }
        let canHaveOne = !idle.isEmpty && waiters.mayLend(for: waiter.use)
        if !canHaveOne, let limit = waiters.limitReached(by: waiter.use), !canServeAnother(waiter.use) {
            return [.refuse(waiter, .tooManyWaiting(limit))]
        }
        waiters.insert(waiter)
        return settle()
    }

    /// Returns true if a connection that is being opened, or can be opened, can serve one more waiter.
    ///
    /// Waiters for such a connection do not count towards a limit.
    func canServeAnother(_ use: ConnectionUse) -> Bool {
        growth == .free && waiters.mayLend(for: use)
            && waiters.count < openingCount + configuration.maximum - connections.count
    }

    /// Refuses a waiter whose deadline has passed.
    ///
    /// It has no effect if the waiter got its result meanwhile.
    package mutating func expire(_ waiter: WaiterID) -> [Action] {
        if isAlive { return leave(waiter, .deadline(lastFailure)) }
        // No connection could have become free: all waiters wait for the server.
        let failure = lastFailure ?? .unreachable("the server has not responded yet")
        return leave(waiter, failure.isPermanentRefusal ? .unreachable(failure) : .deadline(failure))
    }

    /// True if there is a connection that serves a caller, or could.
    var isAlive: Bool { connections.values.contains { $0 == .idle || $0 == .leased } }

    /// Refuses a waiter whose task was cancelled.
    ///
    /// It has no effect if the waiter got its result meanwhile.
    package mutating func cancel(_ waiter: WaiterID) -> [Action] { leave(waiter, .cancelled) }

    mutating func leave(_ waiter: WaiterID, _ refusal: PoolError) -> [Action] {
        // Others may have been waiting because of this one.
        waiters.remove(waiter) ? [.refuse(waiter, refusal)] + settle() : []
    }

    /// Takes a connection back, to lend it again or to close it.
    package mutating func release(_ connection: ConnectionID, isReusable: Bool) -> [Action] {
        guard connections[connection] == .leased else { return unexpected(connection, "released") }
        fresh.remove(connection)
        waiters.giveBack(connection)
        if !isReusable { return [close(connection)] + settle() }
        // A connection has served a caller: earlier failures no longer count.
        failureCount = 0
        connections[connection] = .idle
        idle.append(connection)
        return settle()
    }

    /// Closes a connection that was found dead when it was to be used, and returns its waiter to its place in the queue.
    ///
    /// If the connection had only just been opened, this counts as a failure to open it: something accepts connections
    /// and drops them.
    ///
    /// - Parameter jitter: As for ``failed(_:_:jitter:)``.
    package mutating func replace(
        _ connection: ConnectionID, for waiter: WaiterID, jitter: Double
    ) -> [Action] {
        guard connections[connection] == .leased else { return unexpected(connection, "replaced") }
        var actions = [close(connection)]
        waiters.giveBack(connection)
        let wasFresh = fresh.remove(connection) != nil
        guard phase == .running else { return actions + [.refuse(waiter, .shutDown)] }
        waiters.putBack(waiter)
        if wasFresh {
            lastFailure = .unreachable("the connection was closed as soon as it was opened")
            actions += startBackoff(jitter: jitter)
        }
        return actions + settle()
    }
}
