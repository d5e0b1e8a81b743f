/// Decides which pending commands share which transaction. It does no I/O, waits for nothing and knows no store: its driver
/// reports events and executes the actions that it returns.
///
/// A command waits in its business's queue until a transaction takes it. A transaction runs in a *slot*; a business has one
/// slot, or a few. A slot opens when there is work, asks the store for a transaction, and takes the commands that have arrived
/// by the time the store is ready. When it finishes and commands wait, the next one opens: batches grow with the load, and no
/// timer is needed.
struct QueueStateMachine: Sendable {
    typealias Ticket = PendingCommand.Ticket

    /// Identifies a transaction.
    struct Slot: Sendable, Hashable {
        let business: Business.ID
        let number: UInt64
    }

    /// What to do, outside the machine's lock, in this order.
    enum Action: Sendable {
        /// Begin a transaction in this slot. Call `take` when the store asks for work, and `finished` when it has ended.
        case start(Slot)
        /// These commands were not taken, and never will be.
        case refuse([PendingCommand], Refusal)
        /// The store failed for these commands.
        case fail([PendingCommand], StoreError)
    }

    /// Why a command was not taken.
    enum Refusal: Sendable, Hashable {
        /// The queue of its business is full.
        case businessQueueFull(queued: Int)
        /// The queues of all businesses together are full.
        case allQueuesFull(queued: Int)
        /// It was queued for longer than ``QueueConfiguration/queueTimeout``. Carries the failure that kept the last
        /// transaction from beginning, if there was one.
        case timedOut(after: StoreError?)
        /// Its caller was cancelled.
        case cancelled
    }

    /// Commands that failed together without leaving anything behind, and are tried again, apart from all others.
    struct RetryBatch: Sendable {
        var commands: [PendingCommand]
        let failure: StoreError
    }

    /// What a slot is doing. A finished one has no phase.
    enum Phase: Sendable {
        /// It waits until the store asks for work. Next: `running`, or finished (nothing left to do, or the store failed).
        case starting
        /// It has taken a batch. Next: finished.
        case running(CommandBatch)
    }

    /// The queue of one business.
    struct BusinessQueue: Sendable {
        var pending = PendingQueue()
        /// Tried before anything else, each alone.
        var retries: [RetryBatch] = []
        /// The failure that kept the last transaction from beginning, if there was one.
        var lastFailure: StoreError?
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

    /// How many expiry sweeps a command may wait.
    static var maximumSweeps: Int { 8 }

    let configuration: QueueConfiguration
    /// The number of expiry sweeps so far. Waiting is measured in sweeps, not in time: when the process gets no CPU time, no sweep
    /// runs and no command expires.
    var sweep = 0
    var queues: [Business.ID: BusinessQueue] = [:]
    /// How many commands wait, of all businesses.
    private(set) var queuedCount = 0
    private var lastNumber: UInt64 = 0

    init(_ configuration: QueueConfiguration) { self.configuration = configuration.clamped }

    /// Whether any queued or retried command can expire.
    var needsSweep: Bool { queuedCount > 0 || queues.values.contains { !$0.retries.isEmpty } }

    /// A ticket for a command that is about to be queued.
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
