// Events of connections, and the decisions that follow every event.

extension PoolStateMachine {
    package mutating func opened(_ connection: ConnectionID) -> [Action] {
        guard connections[connection] == .opening else { return unexpected(connection, "opened") }
        openingCount -= 1
        lastFailure = nil
        if growth == .trying { growth = .free }
        guard phase == .running else { return [close(connection)] }
        connections[connection] = .idle
        idle.append(connection)
        let actions = settle()
        if connections[connection] == .leased { fresh.insert(connection) }
        return actions
    }

    /// Records that a connection could not be opened.
    ///
    /// - Parameter jitter: A random number from 0 to 1, so that many applications do not retry at the same moment.
    package mutating func failed(
        _ connection: ConnectionID, _ error: PostgresError, jitter: Double
    ) -> [Action] {
        guard connections[connection] == .opening else { return unexpected(connection, "failed") }
        openingCount -= 1
        connections[connection] = nil
        guard phase == .running else { return finishIfEmpty() }
        lastFailure = error
        var actions = startBackoff(jitter: jitter)
        if error.isPermanentRefusal, !isAlive {
            actions += waiters.waiters.map { .refuse($0, .unreachable(error)) }
            waiters.removeAll()
        }
        return actions
    }

    mutating func startBackoff(jitter: Double) -> [Action] {
        // Connections that were being opened at the same time fail together, and count as one failure.
        if growth == .backingOff { return [] }
        failureCount += 1
        growth = .backingOff
        return [.backOff(backoff(jitter: jitter))]
    }

    /// Returns the next wait, which is from half of the due time to all of it.
    func backoff(jitter: Double) -> Duration {
        // Bounded, so that it cannot overflow.
        let factor = 1 << min(failureCount - 1, 20)
        let due = min(configuration.backoff.lowerBound * factor, configuration.backoff.upperBound)
        return due * (0.5 + min(max(jitter, 0), 1) / 2)
    }

    package mutating func backoffEnded() -> [Action] {
        guard growth == .backingOff else { return [] }
        growth = .trying
        return settle()
    }

    package mutating func closed(_ connection: ConnectionID) -> [Action] {
        guard connections[connection] == .closing else { return unexpected(connection, "closed") }
        connections[connection] = nil
        return phase == .running ? settle() : finishIfEmpty()
    }
}

extension PoolStateMachine {
    /// Lends idle connections, and opens as many as are still needed.
    mutating func settle() -> [Action] {
        guard phase == .running else { return closeIdle() }
        var actions: [Action] = []
        while let connection = idle.last, let waiter = waiters.lend(connection) {
            idle.removeLast()
            connections[connection] = .leased
            actions.append(.lend(connection, to: waiter))
        }
        while canOpen {
            nextConnection += 1
            let connection = ConnectionID(number: nextConnection)
            connections[connection] = .opening
            openingCount += 1
            actions.append(.open(connection))
        }
        return actions
    }

    var canOpen: Bool {
        if connections.count >= configuration.maximum { return false }
        switch growth {
        case .free: break
        case .trying where openingCount == 0: break
        case .trying, .backingOff: return false
        }
        return openingCount < waiters.servable
    }

    mutating func closeIdle() -> [Action] {
        defer { idle = [] }
        return idle.map { close($0) }
    }

    mutating func close(_ connection: ConnectionID) -> Action {
        connections[connection] = .closing
        return .close(connection)
    }

    /// Reports an error of the pool itself, which must not occur in any test.
    func unexpected(_ connection: ConnectionID, _ event: String) -> [Action] {
        assertionFailure("\(connection) \(event) in state \(String(describing: connections[connection]))")
        return []
    }
}
