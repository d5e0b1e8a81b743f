import JoskLock
import Logging

extension ConnectionPool {
    /// An action with everything that its execution needs after the lock is released.
    enum Effect: Sendable {
        case resume(Waiter, LeaseResult)
        case open(PoolStateMachine.ConnectionID)
        case close(PoolStateMachine.ConnectionID, PostgresConnection)
        case backOff(Duration)
        case finishShutdown(CheckedContinuation<Void, Never>)
    }

    /// Makes a decision under the lock, and executes its effects after the lock is released.
    func decide(_ decision: (inout State) -> [Effect]) {
        let effects = state.withLock(decision)
        // Before any caller resumes: for a caller that has returned a connection, this is reported already.
        reporter?.report { state.withLock { $0.machine.usage } }
        for effect in effects { perform(effect) }
    }

    private func perform(_ effect: Effect) {
        switch effect {
        case .resume(let waiter, let result):
            waiter.timer?.cancel()
            waiter.continuation.resume(returning: result)
        case .open(let id): Task { await open(id) }
        case .close(let id, let connection): Task { await close(id, connection) }
        case .finishShutdown(let continuation): continuation.resume()
        case .backOff(let duration):
            Task { [weak self] in
                try await Task.sleep(for: duration)
                self?.decide { state in
                    let actions = state.machine.backoffEnded()
                    return state.effects(of: actions)
                }
            }
        }
    }

    private func open(_ id: PoolStateMachine.ConnectionID) async {
        do throws(PostgresError) {
            let connection = try await PostgresConnection.connect(
                configuration.connection, logger: logger, by: .now + configuration.connectTimeout)
            decide { state in
                state.connections[id] = connection
                let actions = state.machine.opened(id)
                return state.effects(of: actions)
            }
        } catch {
            logger.debug("a connection could not be opened", metadata: ["josk.error": "\(error)"])
            decide { state in
                let actions = state.machine.failed(id, error, jitter: .random(in: 0...1))
                return state.effects(of: actions)
            }
        }
    }

    private func close(_ id: PoolStateMachine.ConnectionID, _ connection: PostgresConnection) async {
        await connection.close()
        decide { state in
            let actions = state.machine.closed(id)
            return state.effects(of: actions)
        }
    }
}

extension ConnectionPool.State {
    /// Returns the effects of the state machine's actions.
    // Invariant: the state machine lends and closes only connections that were opened, each waiter gets a result
    // once, and it is in `waiters` until then.
    mutating func effects(of actions: [PoolStateMachine.Action]) -> [ConnectionPool.Effect] {
        actions.flatMap { action -> [ConnectionPool.Effect] in
            switch action {
            case .open(let id): return [.open(id)]
            case .backOff(let duration): return [.backOff(duration)]
            case .finishShutdown:
                defer { shutdowns = [] }
                return shutdowns.map { .finishShutdown($0) }
            case .close(let id):
                return connections.removeValue(forKey: id).map { [.close(id, $0)] } ?? []
            case .refuse(let waiter, let refusal):
                return waiters.removeValue(forKey: waiter).map { [.resume($0, .failure(refusal))] } ?? []
            case .lend(let id, let waiter):
                guard let connection = connections[id], let waiting = waiters.removeValue(forKey: waiter)
                else { return [] }
                let lease = ConnectionPool.Lease(id: id, waiter: waiter, connection: connection)
                return [.resume(waiting, .success(lease))]
            }
        }
    }
}
