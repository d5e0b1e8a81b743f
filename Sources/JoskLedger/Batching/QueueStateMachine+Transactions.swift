// The events of transactions.

extension QueueStateMachine {
    /// Takes a slot's batch from the queue, when the store asks for the slot's work.
    ///
    /// From here on only the transaction decides the batch's outcome.
    ///
    /// - Returns: The batch; nil if nothing is left to do.
    mutating func take(for slot: Slot) -> (batch: CommandBatch?, actions: [Action]) {
        change(slot.business) { queue, machine in
            switch queue[slot] {
            case nil: return (nil, [])
            // A store that asks twice gets the same work.
            case .running(let batch): return (batch, [])
            case .starting: break
            }
            queue.lastFailure = nil
            let commands = machine.choose(from: &queue)
            if commands.isEmpty { return (nil, []) }
            let batch = CommandBatch(commands, rowsPerOrder: queue.rowsPerOrder)
            queue[slot] = .running(batch)
            return (batch, machine.openSlot(for: slot.business, &queue, examining: machine.maximumCandidates))
        }
    }

    /// Returns true if a slot has taken a batch.
    func hasTaken(_ slot: Slot) -> Bool {
        if case .running = queues[slot.business]?[slot] { true } else { false }
    }

    /// Removes a slot whose batch was committed, or that had no batch.
    ///
    /// - Parameter rowsPerOrder: The rows of the largest order that the transaction loaded; nil if it loaded none.
    mutating func finished(_ slot: Slot, rowsPerOrder: Int? = nil) -> [Action] {
        change(slot.business) { queue, machine in
            queue[slot] = nil
            queue.rowsPerOrder = rowsPerOrder ?? queue.rowsPerOrder
            return machine.openSlot(for: slot.business, &queue, examining: machine.maximumCandidates)
        }
    }

    /// Removes a slot that has failed, and handles the failure.
    ///
    /// - Parameter failure: The failure because of which the batch was not committed, or may not have been.
    mutating func failed(_ slot: Slot, _ failure: StoreError) -> [Action] {
        change(slot.business) { queue, machine in
            guard let phase = queue[slot] else { return [] }
            queue[slot] = nil
            return machine.failed(slot, phase, failure, in: &queue)
                + machine.openSlot(for: slot.business, &queue, examining: machine.maximumCandidates)
        }
    }

    private func failed(
        _ slot: Slot, _ phase: Phase, _ failure: StoreError, in queue: inout BusinessQueue
    ) -> [Action] {
        switch phase {
        // Commands that arrived later have an attempt of their own.
        case .starting:
            queue.lastFailure = failure
            let tried = queue.pending.take { $0.ticket.number < slot.number ? .take : .stop }
            let retried = queue.retries.flatMap(\.commands)
            queue.retries = []
            return (retried + tried).isEmpty ? [] : [.fail(retried + tried, failure)]
        case .running(let batch):
            let commands = batch.commands
            if failure.outcome == .notCommitted, let contended = failure.contended {
                return separate(commands, from: contended, failure, in: &queue)
            }
            return halve(commands, after: failure, in: &queue)
        }
    }

    /// Retries each half of a batch in a transaction of its own, if one command or the size of the batch may have
    /// caused the failure, and otherwise fails all commands.
    private func halve(
        _ commands: [PendingCommand], after failure: StoreError, in queue: inout BusinessQueue
    ) -> [Action] {
        let retried = commands.filter { sweep - $0.sweep <= Self.maximumSweepsOfRetries }
        guard commands.count > 1, !retried.isEmpty, failure.isWorthHalving else {
            return [.fail(commands, failure)]
        }
        // The other parts have waited for this one.
        for index in queue.retries.indices { queue.retries[index].sweep = sweep }
        let middle = (retried.count + 1) / 2
        let halves = [retried[..<middle], retried[middle...]].filter { !$0.isEmpty }
        queue.retries.insert(
            contentsOf: halves.map { RetryBatch(commands: Array($0), failure: failure, sweep: sweep) }, at: 0)
        let late = commands.filter { sweep - $0.sweep > Self.maximumSweepsOfRetries }
        return late.isEmpty ? [] : [.fail(late, failure)]
    }

    /// Fails the commands that need a row which another session has locked.
    ///
    /// The others are tried again at once.
    private func separate(
        _ commands: [PendingCommand], from contended: Footprint, _ failure: StoreError,
        in queue: inout BusinessQueue
    ) -> [Action] {
        let free = commands.filter { $0.footprint.isDisjoint(with: contended) }
        if free.isEmpty || free.count == commands.count { return [.fail(commands, failure)] }
        queue.retries.insert(RetryBatch(commands: free, failure: failure, sweep: sweep), at: 0)
        return [.fail(commands.filter { !$0.footprint.isDisjoint(with: contended) }, failure)]
    }

    /// The number of pending commands examined per transaction, which bounds the cost when many of them conflict.
    private var maximumCandidates: Int { 4 * configuration.maximumBatchSize }
    /// The number of pending commands examined when a command arrives; every arrival has this cost.
    var maximumCandidatesOnArrival: Int { min(64, maximumCandidates) }

    /// Opens a slot if there is work, no slot is starting, and some work need not wait for the transactions in flight.
    ///
    /// - Parameter limit: The number of pending commands to examine.
    mutating func openSlot(
        for business: Business.ID, _ queue: inout BusinessQueue, examining limit: Int
    ) -> [Action] {
        guard queue.hasWork, !queue.isStarting,
            queue.slots.count < configuration.maximumConcurrentTransactionsPerBusiness
        else { return [] }
        guard queue.slots.isEmpty || queue.hasSeparateWork(amongFirst: limit) else { return [] }
        let slot = Slot(business: business, number: nextNumber())
        queue[slot] = .starting
        return [.start(slot)]
    }

    /// Takes the next commands that may share a transaction, concurrently with the transactions in flight.
    private func choose(from queue: inout BusinessQueue) -> [PendingCommand] {
        var barrier = ConflictBarrier(queue.inFlight)
        // A retry runs alone, and later commands do not overtake it.
        if let retry = queue.retries.first {
            guard retry.commands.allSatisfy({ barrier.admits($0) }) else { return [] }
            return queue.retries.removeFirst().commands
        }
        let rowsPerOrder = queue.rowsPerOrder
        var (commands, rows, examined) = (0, 0, 0)
        return queue.pending.take { command in
            examined += 1
            if examined > maximumCandidates || barrier.isClosed { return .stop }
            if !barrier.admits(command) { return .pass }
            let isFirst = commands == 0
            commands += command.commandCount
            rows += command.rowCount(rowsPerOrder: rowsPerOrder)
            if isFirst { return .take }
            return commands <= configuration.maximumBatchSize && rows <= configuration.maximumBatchRows
                ? .take : .stop
        }
    }
}

extension QueueStateMachine.BusinessQueue {
    fileprivate var inFlight: [CommandBatch] {
        slots.compactMap { if case .running(let batch) = $0.phase { batch } else { nil } }
    }

    fileprivate func hasSeparateWork(amongFirst limit: Int) -> Bool {
        var barrier = ConflictBarrier(inFlight)
        if let retry = retries.first { return retry.commands.allSatisfy { barrier.admits($0) } }
        return pending.contains(amongFirst: limit) { barrier.admits($0) }
    }
}

extension StoreError {
    /// True if the transaction was rolled back and one command, or the number of commands, may have caused it.
    ///
    /// The store could not write, or could not read, the rows that a command needed, or the transaction took too long.
    /// An unreachable or busy store is not caused by a command, and retrying would add load.
    fileprivate var isWorthHalving: Bool {
        outcome == .notCommitted && [.contractViolation, .unreadable, .timedOut].contains(code)
    }
}
