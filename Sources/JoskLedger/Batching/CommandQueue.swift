internal import JoskLock
internal import Logging
internal import Metrics

/// Makes few transactions of many callers' commands: commands of one business that come while a transaction of that
/// business is under way wait, and go together in the next one.
///
/// ``QueueMachine`` decides; this does what it says.
final class CommandQueue: Sendable {
    typealias Machine = QueueMachine<Submission>

    let store: any Store
    let logger: Logger
    let settings: QueueSettings
    private let meters: QueueMeters
    private let state: Locked<State>

    struct State: Sendable {
        var machine: Machine
        /// Whether somebody watches the time that submissions wait.
        var isWatched = false
        /// How many commands were refused since the watch went round, other than by their callers.
        var refused = 0
    }

    init(_ store: any Store, _ settings: QueueSettings, logger: Logger, metrics: any MetricsFactory) {
        self.store = store
        self.settings = settings.sound
        self.logger = logger
        meters = QueueMeters(factory: metrics)
        state = Locked(State(machine: Machine(settings)))
    }

    /// How many commands wait for a transaction.
    var waitingCount: Int { state.withLock { $0.machine.waitingInAll } }

    /// Has work done in a transaction, perhaps together with others' work, and returns what it came to once that is
    /// committed.
    ///
    /// A task that is cancelled before its work was taken by a transaction fails with ``StoreError/Code/cancelled``, and
    /// has done nothing. From then on it waits for the truth.
    func perform<Output: Sendable>(
        _ work: Work<Output>, commandCount: Int, first: (kind: String, key: IdempotencyKey),
        in business: Business.ID
    ) async throws(StoreError) -> Output {
        if Task.isCancelled { throw .cancelled }
        let ticket = state.withLock { $0.machine.makeTicket(in: business) }
        let result: Result<Output, StoreError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let submission = Submission(work, first: first) {
                    continuation.resume(returning: $0)
                }
                submit(submission, on: work.footprint, commandCount: commandCount, as: ticket)
                // The handler may have run before there was anything to cancel.
                if Task.isCancelled { cancel(ticket) }
            }
        } onCancel: {
            cancel(ticket)
        }
        return try result.get()
    }

    private func submit(
        _ submission: Submission, on footprint: Footprint, commandCount: Int, as ticket: Machine.Ticket
    ) {
        let (actions, isFirst) = decide { state in
            let actions = state.machine.submit(
                submission, as: ticket, footprint: footprint, commandCount: commandCount, at: .now)
            defer { state.isWatched = true }
            return (actions, !state.isWatched)
        }
        perform(actions)
        if isFirst { startWatch() }
    }

    private func cancel(_ ticket: Machine.Ticket) {
        perform(decide { $0.machine.cancel(ticket) })
    }

    /// Decides under the lock. What was decided is done when it is free again.
    private func decide<Decision>(_ decision: (inout State) -> Decision) -> Decision {
        let (decided, growth) = state.withLock { state in
            let before = state.machine.waitingInAll
            let decided = decision(&state)
            return (decided, state.machine.waitingInAll - before)
        }
        if growth != 0 { meters.noteGrowth(growth) }
        return decided
    }

    private func perform(_ actions: [Machine.Action]) {
        for action in actions {
            switch action {
            // Detached: a transaction is of many callers, and has no one's priority, values or cancellation.
            case .start(let lane): Task.detached { await self.run(lane) }
            case .refuse(let entries, let refusal):
                if refusal != .cancelled {
                    let count = entries.reduce(0) { $0 + $1.commandCount }
                    state.withLock { $0.refused += count }
                }
                for entry in entries { entry.item.fail(error(for: refusal)) }
            case .fail(let entries, let failure):
                log(failure, of: entries)
                for entry in entries { entry.item.fail(failure) }
            }
        }
    }
}

// MARK: - Transactions

extension CommandQueue {
    private func run(_ lane: Machine.Lane) async {
        do throws(StoreError) {
            // Those who are told may come back with their next command before the next transaction takes what waits.
            let deliveries = try await store.transact(in: lane.business) { self.work(for: lane) }
            for delivery in deliveries ?? [] { delivery() }
            finish(lane, hasOutput: deliveries != nil)
        } catch {
            let failure = failure(of: error)
            perform(decide { $0.machine.finished(lane, failure) })
        }
    }

    /// What a lane does, asked for when the store is ready to do it.
    private func work(for lane: Machine.Lane) -> Work<[Delivery]>? {
        let (taken, actions) = decide { $0.machine.take(for: lane) }
        perform(actions)
        guard let taken else { return nil }
        meters.note(taken)
        return Work(on: taken.footprint) { state in taken.entries.map { $0.item.run(&state) } }
    }

    private func finish(_ lane: Machine.Lane, hasOutput: Bool) {
        let actions = decide { state in
            let isBroken = !hasOutput && state.machine.hasTaken(lane)
            return state.machine.finished(lane, isBroken ? .workNotRun : nil)
        }
        perform(actions)
    }
}

// MARK: - Waiting too long

extension CommandQueue {
    /// Goes round for as long as anybody waits, and sends away those that have waited too long.
    private func startWatch() {
        let pause = settings.maximumWait / Machine.patience
        // A queue that nobody holds any more has nobody who waits.
        Task.detached { [weak self] in
            repeat {
                try? await Task.sleep(for: pause)
            } while self?.makeRound() ?? false
        }
    }

    /// - Returns: Whether anybody waits.
    private func makeRound() -> Bool {
        let (actions, mustGoOn) = decide { state in
            let actions = state.machine.expire()
            state.isWatched = state.machine.isWaitedIn || state.refused > 0
            return (actions, state.isWatched)
        }
        perform(actions)
        logRefusals(
            state.withLock { state in
                defer { state.refused = 0 }
                return state.refused
            })
        return mustGoOn
    }
}
