/// The state machine that decides which pending commands share which transaction.
///
/// It does no I/O, never waits and has no reference to a store. Its driver reports events and executes the actions
/// that it returns.
///
/// A command waits in its business's queue until a transaction takes it. A transaction runs in a *slot*; a business
/// has one slot, or a few. A slot opens when there is work, asks the store for a transaction, and takes the commands
/// that have arrived by the time the store is ready. When it finishes and commands wait, the next slot opens: batches
/// grow with the load, and no timer is needed.
struct QueueStateMachine: Sendable {
    typealias Ticket = PendingCommand.Ticket

    /// The identifier of a transaction.
    struct Slot: Sendable, Hashable {
        let business: Business.ID
        let number: UInt64
    }

    /// An action for the driver, which executes the actions in their order, outside the state machine's lock.
    enum Action: Sendable {
        /// Begin a transaction in this slot.
        ///
        /// Call `take` when the store asks for work, and `finished` when the transaction has ended.
        case start(Slot)
        /// Refuse these commands, which no transaction has taken or will take.
        case refuse([PendingCommand], Refusal)
        /// Fail these commands with an error of the store.
        case fail([PendingCommand], StoreError)
    }

    /// The reasons why no transaction took a command.
    enum Refusal: Sendable, Hashable {
        /// The queue of its business is full.
        case businessQueueFull(queued: Int)
        /// The queues of all businesses together are full.
        case allQueuesFull(queued: Int)
        /// The command was queued for longer than ``QueueConfiguration/queueTimeout``.
        ///
        /// The case carries the failure that kept the last transaction from beginning, if there was one.
        case timedOut(after: StoreError?)
        /// The caller was cancelled.
        case cancelled
    }

    /// Commands that failed in one transaction, which changed nothing, and that share a transaction again without
    /// others.
    struct RetryBatch: Sendable {
        var commands: [PendingCommand]
        let failure: StoreError
        /// The number of expiry sweeps before the commands failed, or before another part of their batch did, for which
        /// they waited.
        var sweep: Int
    }

    /// The phase of a transaction slot.
    ///
    /// A finished slot is removed, so it has no phase.
    enum Phase: Sendable {
        /// The slot has called the store for a transaction, and has no batch yet.
        ///
        /// Next: `running`; or the slot is removed, because no command is left or because the store failed.
        case starting
        /// The slot has a batch, which the transaction runs.
        ///
        /// Next: the slot is removed.
        case running(CommandBatch)
    }

    /// The queue of one business.
    struct BusinessQueue: Sendable {
        var pending = PendingQueue()
        /// The batches to retry, which run before other commands, each alone.
        var retries: [RetryBatch] = []
        /// The failure that kept the last transaction from beginning, if there was one.
        var lastFailure: StoreError?
        /// The estimated number of rows of an order to refund: those of the largest order in the last transaction that
        /// loaded one.
        ///
        /// The first estimate is neither so low that large orders fill a transaction nor so high that small ones are
        /// refunded one by one.
        var rowsPerOrder = 100
        /// The transactions in flight.
        var slots: [(name: Slot, phase: Phase)] = []

        var isIdle: Bool { pending.isEmpty && retries.isEmpty && slots.isEmpty }
        var hasWork: Bool { !pending.isEmpty || !retries.isEmpty }
        var isStarting: Bool { slots.contains { if case .starting = $0.phase { true } else { false } } }

        /// The phase of a slot; nil if it has finished.
        subscript(slot: Slot) -> Phase? {
            get { slots.first { $0.name == slot }?.phase }
            set {
                slots.removeAll { $0.name == slot }
                if let newValue { slots.append((slot, newValue)) }
            }
        }
    }

    /// The number of expiry sweeps that a command may wait for a transaction, and again for each retry.
    static var maximumSweeps: Int { 8 }
    /// The number of expiry sweeps since its arrival after which a command is not retried again.
    static var maximumSweepsOfRetries: Int { 4 * maximumSweeps }

    let configuration: QueueConfiguration
    /// The number of expiry sweeps so far.
    ///
    /// Waiting is measured in sweeps, not in time: when the process gets no CPU time, no sweep runs and no command
    /// expires.
    var sweep = 0
    var queues: [Business.ID: BusinessQueue] = [:]
    /// The number of waiting commands of all businesses.
    private(set) var queuedCount = 0
    private var lastNumber: UInt64 = 0

    init(_ configuration: QueueConfiguration) { self.configuration = configuration.clamped }

    /// True if a queued or retried command can expire.
    var needsSweep: Bool { queuedCount > 0 || queues.values.contains { !$0.retries.isEmpty } }

    /// Returns a ticket for a command that is about to be queued.
    mutating func makeTicket(in business: Business.ID) -> Ticket {
        Ticket(business: business, number: nextNumber())
    }

    mutating func nextNumber() -> UInt64 {
        lastNumber += 1
        return lastNumber
    }

    /// Changes the queue of one business, and removes it once it is idle.
    mutating func change<Result>(
        _ business: Business.ID, _ body: (inout BusinessQueue, inout QueueStateMachine) -> Result
    ) -> Result {
        var queue = BusinessQueue()
        let place = queues.index(forKey: business)
        // Taken out while it is changed, so that it is not copied.
        if let place { swap(&queue, &queues.values[place]) }
        let before = queue.pending.commandCount
        let result = body(&queue, &self)
        queuedCount += queue.pending.commandCount - before
        switch (place, queue.isIdle) {
        case (let place?, false): swap(&queue, &queues.values[place])
        case (let place?, true): queues.remove(at: place)
        case (nil, false): queues[business] = queue
        case (nil, true): break
        }
        return result
    }
}
