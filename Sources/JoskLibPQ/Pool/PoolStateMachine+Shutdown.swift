extension PoolStateMachine {
    /// Refuses all waiters and all new leases, and closes the idle connections.
    ///
    /// Leases in flight end, and with them their connections.
    package mutating func shutDown() -> [Action] {
        guard phase == .running else { return [] }
        phase = .shuttingDown
        var actions: [Action] = waiters.waiters.map { .refuse($0, .shutDown) }
        waiters.removeAll()
        actions += idle.map { connection in
            connections[connection] = .closing
            return .close(connection)
        }
        idle = []
        return actions + finishIfEmpty()
    }

    mutating func finishIfEmpty() -> [Action] {
        guard phase == .shuttingDown, connections.isEmpty else { return [] }
        phase = .shutDown
        return [.finishShutdown]
    }
}
