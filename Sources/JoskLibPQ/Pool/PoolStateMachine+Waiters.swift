// Events of waiters.

extension PoolStateMachine {
    /// Somebody asks for a connection.
    package mutating func lease(_ waiter: WaiterID) -> [Action] {
        guard phase == .running else { return [.refuse(waiter, .shutDown)] }
        let canHaveOne = !idle.isEmpty && waiters.mayLend(for: waiter.purpose)
        if !canHaveOne, waiters.count >= configuration.maximumWaiters, !canServeAnotherWaiter {
            return [.refuse(waiter, .tooManyWaiting)]
        }
        waiters.append(waiter)
        return settle()
    }

    /// Whoever is opened a connection for does not count as waiting in line.
    var canServeAnotherWaiter: Bool {
        growth == .free && waiters.count < openingCount + configuration.maximum - connections.count
    }

    /// The deadline of somebody who waits has passed; nothing, if that one was answered meanwhile.
    package mutating func expire(_ waiter: WaiterID) -> [Action] {
        if isAlive { return leave(waiter, .deadline(lastFailure)) }
        // There is none that could have become free: it is the server that keeps everybody waiting.
        let failure = lastFailure ?? .unreachable("the server has not answered yet")
        return leave(waiter, failure.isPermanentRefusal ? .unreachable(failure) : .deadline(failure))
    }

    /// Whether there is a connection that serves, or could.
    var isAlive: Bool { connections.values.contains { $0 == .idle || $0 == .leased } }

    /// Somebody waits no more; nothing, if that one was answered meanwhile.
    package mutating func cancel(_ waiter: WaiterID) -> [Action] { leave(waiter, .cancelled) }

    mutating func leave(_ waiter: WaiterID, _ refusal: PoolError) -> [Action] {
        waiters.remove(waiter) ? [.refuse(waiter, refusal)] : []
    }

    /// A connection comes back, to be used again or not.
    package mutating func release(_ connection: ConnectionID, isReusable: Bool) -> [Action] {
        guard connections[connection] == .leased else { return unexpected(connection, "released") }
        fresh.remove(connection)
        waiters.giveBack(connection)
        if !isReusable { return [close(connection)] + settle() }
        // One has served: whatever was wrong is over.
        failureCount = 0
        connections[connection] = .idle
        idle.append(connection)
        return settle()
    }

    /// A connection was found dead when it was to be used: whoever was to have it is the first again to get
    /// one. If it had only just been opened, that is a failure to open it: something takes connections and drops them.
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
        waiters.putFirst(waiter)
        if wasFresh {
            lastFailure = .unreachable("the connection was closed as soon as it was made")
            actions += startBackoff(jitter: jitter)
        }
        return actions + settle()
    }
}
