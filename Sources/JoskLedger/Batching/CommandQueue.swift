internal import JoskLock
internal import Logging
internal import Metrics

/// Puts the commands of many callers into few transactions.
///
/// Commands of one business that arrive while a transaction of that business is in flight wait, and share the next
/// one. ``QueueStateMachine`` is pure; this class executes its actions.
final class CommandQueue: Sendable {
    typealias Slot = QueueStateMachine.Slot

    let store: any Store
    let logger: Logger
    let configuration: QueueConfiguration
    private let metrics: QueueMetrics
    private let state: Locked<State>

    struct State: Sendable {
        var machine: QueueStateMachine
        /// True while the expiry sweep runs.
        var isSweeping = false
        /// The number of commands refused since the last sweep, cancelled ones excluded.
        var refused = 0
    }

    init(
        _ store: any Store, _ configuration: QueueConfiguration, logger: Logger,
        metrics factory: any MetricsFactory
    ) {
        self.store = store
        self.configuration = configuration.clamped
        self.logger = logger
        metrics = QueueMetrics(factory: factory)
        state = Locked(State(machine: QueueStateMachine(configuration)))
    }

    /// The number of commands that wait for a transaction.
    var queuedCount: Int { state.withLock { $0.machine.queuedCount } }

    /// Runs work in a transaction, perhaps together with other callers' work, and returns its output after the
    /// commit.
    ///
    /// If the task is cancelled while the work waits for a transaction or for a retry, the call fails with
    /// ``StoreError/Code/cancelled``, and the work changes nothing. While a transaction runs the work, cancellation has
    /// no effect.
    func perform<Output: Sendable>(
        _ work: TransactionWork<Output>, commandCount: Int, first: (kind: String, key: IdempotencyKey),
        in business: Business.ID
    ) async throws(StoreError) -> Output {
        if Task.isCancelled { throw .cancelled }
        let ticket = state.withLock { $0.machine.makeTicket(in: business) }
        let result: Result<Output, StoreError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                submit(
                    PendingCommand.Execution(work, commandCount: commandCount, first: first) {
                        continuation.resume(returning: $0)
                    }, as: ticket)
                // The handler may have run before the command was submitted.
                if Task.isCancelled { cancel(ticket) }
            }
        } onCancel: {
            cancel(ticket)
        }
        return try result.get()
    }

    private func submit(_ execution: PendingCommand.Execution, as ticket: PendingCommand.Ticket) {
        let (actions, isFirst) = decide { state in
            let actions = state.machine.submit(execution, as: ticket, at: .now)
            defer { state.isSweeping = true }
            return (actions, !state.isSweeping)
        }
        execute(actions)
        if isFirst { startExpirySweep() }
    }

    private func cancel(_ ticket: PendingCommand.Ticket) {
        execute(decide { $0.machine.cancel(ticket) })
    }

    /// Decides under the lock.
    ///
    /// The decided actions are executed after the lock is released.
    private func decide<Decision>(_ decision: (inout State) -> Decision) -> Decision {
        let (decided, growth) = state.withLock { state in
            let before = state.machine.queuedCount
            let decided = decision(&state)
            return (decided, state.machine.queuedCount - before)
        }
        if growth != 0 { metrics.recordGrowth(growth) }
        return decided
    }

    private func execute(_ actions: [QueueStateMachine.Action]) {
        for action in actions {
            switch action {
            // Detached: a transaction serves many callers, and has no caller's priority, task-local values or
            // cancellation.
            case .start(let slot): Task.detached { await self.run(slot) }
            case .refuse(let commands, let refusal):
                if refusal != .cancelled { state.withLock { $0.refused += commands.commandCount } }
                for command in commands { command.execution.fail(error(for: refusal, in: command)) }
            case .fail(let commands, let failure):
                log(failure, of: commands)
                for command in commands { command.execution.fail(failure) }
            }
        }
    }
}

// MARK: - Transactions

extension CommandQueue {
    private func run(_ slot: Slot) async {
        do throws(StoreError) {
            // Results are delivered before the slot finishes, so that callers' next commands can join the next
            // transaction.
            let output = try await store.transact(in: slot.business) { self.work(for: slot) }
            for delivery in output?.deliveries ?? [] { delivery() }
            finish(slot, output)
        } catch {
            let failure = rejectingCancellation(error)
            execute(decide { $0.machine.failed(slot, failure) })
        }
    }

    /// Returns the work of a slot, which the store requests when it is ready to run it.
    private func work(for slot: Slot) -> TransactionWork<BatchOutput>? {
        let (taken, actions) = decide { $0.machine.take(for: slot) }
        execute(actions)
        guard let batch = taken else { return nil }
        metrics.record(batch.commands.lazy.map(\.queuedAt), commandCount: batch.commands.commandCount)
        return TransactionWork(on: batch.footprint, rowCount: batch.rowCount) { state in
            BatchOutput(of: batch, on: &state)
        }
    }

    private func finish(_ slot: Slot, _ output: BatchOutput?) {
        let actions = decide { state in
            output == nil && state.machine.hasTaken(slot)
                ? state.machine.failed(slot, .workNotRun)
                : state.machine.finished(slot, rowsPerOrder: output?.rowsPerOrder)
        }
        execute(actions)
    }
}

// MARK: - Expiry

extension CommandQueue {
    /// Sweeps for as long as commands wait, and refuses the commands that have waited too long.
    private func startExpirySweep() {
        let pause = configuration.queueTimeout / QueueStateMachine.maximumSweeps
        // Once the queue is deallocated, no callers remain.
        Task.detached { [weak self] in
            repeat {
                try? await Task.sleep(for: pause)
            } while self?.sweep() ?? false
        }
    }

    /// Refuses the commands that have waited too long, and logs the number of all refusals since the last sweep.
    ///
    /// The number includes refusals because a queue was full.
    ///
    /// - Returns: True if another sweep is needed after the pause, because commands wait or refusals were logged.
    private func sweep() -> Bool {
        let (actions, isNeeded) = decide { state in
            let actions = state.machine.expire()
            state.isSweeping = state.machine.needsSweep || state.refused > 0
            return (actions, state.isSweeping)
        }
        execute(actions)
        logRefusals(
            state.withLock { state in
                defer { state.refused = 0 }
                return state.refused
            })
        return isNeeded
    }
}
