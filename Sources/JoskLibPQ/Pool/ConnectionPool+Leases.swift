import JoskLock
import Logging

extension ConnectionPool {
    /// Waits for a connection, which may have died while it was idle.
    func lease(
        by deadline: ContinuousClock.Instant, for use: ConnectionUse
    ) async throws(PoolError) -> Lease {
        let waiter = state.withLock { $0.machine.makeWaiter(for: use) }
        return try await wait(waiter, by: deadline) { $0.lease(waiter) }.get()
    }

    /// Waits for a connection in place of one that was found dead.
    func replace(_ lease: Lease, by deadline: ContinuousClock.Instant) async throws(PoolError) -> Lease {
        logger.debug("a connection died while it was idle")
        return try await wait(lease.waiter, by: deadline) {
            $0.replace(lease.id, for: lease.waiter, jitter: .random(in: 0...1))
        }.get()
    }

    func giveBack(_ lease: Lease, isReusable: Bool) {
        decide { state in
            let actions = state.machine.release(lease.id, isReusable: isReusable)
            return state.effects(of: actions)
        }
    }

    /// Applies an event, and waits for the waiter's result, until its deadline at the latest.
    private func wait(
        _ waiter: PoolStateMachine.WaiterID, by deadline: ContinuousClock.Instant,
        _ event: @Sendable (inout PoolStateMachine) -> [PoolStateMachine.Action]
    ) async -> LeaseResult {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                decide { state in
                    state.waiters[waiter] = Waiter(continuation: continuation)
                    let actions = event(&state.machine)
                    return state.effects(of: actions)
                }
                // The cancellation handler may have run before the waiter was added.
                if Task.isCancelled { leave { $0.cancel(waiter) } }
                startTimer(for: waiter, deadline)
            }
        } onCancel: {
            leave { $0.cancel(waiter) }
        }
    }

    /// Starts the timer of a waiter that has no result yet.
    ///
    /// Most waiters get their result at once, and need no timer.
    private func startTimer(for waiter: PoolStateMachine.WaiterID, _ deadline: ContinuousClock.Instant) {
        state.withLock { state in
            guard state.waiters[waiter] != nil else { return }
            state.waiters[waiter]?.timer = Task { [weak self] in
                try await Task.sleep(until: deadline, clock: .continuous)
                self?.leave { $0.expire(waiter) }
            }
        }
    }

    private func leave(_ event: (inout PoolStateMachine) -> [PoolStateMachine.Action]) {
        decide { state in
            let actions = event(&state.machine)
            return state.effects(of: actions)
        }
    }
}
