// Events of callers.

extension QueueStateMachine {
    /// Queues a command that arrives, or refuses it at once.
    mutating func submit(
        _ execution: PendingCommand.Execution, as ticket: Ticket, at now: ContinuousClock.Instant
    ) -> [Action] {
        let command = PendingCommand(execution, as: ticket, queuedAt: now, sweep: sweep)
        return change(ticket.business) { queue, machine in
            if let refusal = machine.refusal(in: queue) { return [.refuse([command], refusal)] }
            queue.pending.insert(command)
            return machine.openSlot(
                for: ticket.business, &queue, examining: machine.maximumCandidatesOnArrival)
        }
    }

    /// Removes the command of a cancelled caller.
    ///
    /// Nothing happens if a transaction has taken the command, or if its result was delivered: the caller then gets the
    /// result. A command that waits for a retry has changed nothing, and is removed too.
    mutating func cancel(_ ticket: Ticket) -> [Action] {
        change(ticket.business) { queue, _ in
            guard let command = queue.pending.remove(ticket) ?? queue.removeFromRetries(ticket) else {
                return []
            }
            return [.refuse([command], .cancelled)]
        }
    }

    /// Runs an expiry sweep.
    ///
    /// The sweep refuses the commands that have been queued for more than ``maximumSweeps`` sweeps.
    mutating func expire() -> [Action] {
        sweep += 1
        return Array(queues.keys).flatMap { business in
            change(business) { queue, machine -> [Action] in
                let late = queue.pending.take {
                    machine.sweep - $0.sweep > Self.maximumSweeps ? .take : .stop
                }
                let refusals: [Action] =
                    late.isEmpty ? [] : [.refuse(late, .timedOut(after: queue.lastFailure))]
                return refusals
                    + queue.expireRetries { machine.sweep - $0.sweep > Self.maximumSweeps }
                    + queue.expireCommands { machine.sweep - $0.sweep > Self.maximumSweepsOfRetries }
            }
        }
    }

    private func refusal(in queue: BusinessQueue) -> Refusal? {
        let queued = queue.pending.commandCount
        if queued >= configuration.maximumQueuedPerBusiness { return .businessQueueFull(queued: queued) }
        if queued > 0, queuedCount >= configuration.maximumQueued {
            return .allQueuesFull(queued: queuedCount)
        }
        return nil
    }
}

extension QueueStateMachine.BusinessQueue {
    fileprivate mutating func removeFromRetries(_ ticket: PendingCommand.Ticket) -> PendingCommand? {
        for index in retries.indices {
            guard let place = retries[index].commands.firstIndex(where: { $0.ticket == ticket }) else {
                continue
            }
            let command = retries[index].commands.remove(at: place)
            retries.removeAll { $0.commands.isEmpty }
            return command
        }
        return nil
    }

    /// Fails the commands among those that wait for a retry that arrived too long ago, each with its batch's failure.
    fileprivate mutating func expireCommands(
        _ isLate: (PendingCommand) -> Bool
    ) -> [QueueStateMachine.Action] {
        var actions: [QueueStateMachine.Action] = []
        for index in retries.indices {
            let late = retries[index].commands.filter(isLate)
            if late.isEmpty { continue }
            actions.append(.fail(late, retries[index].failure))
            retries[index].commands.removeAll(where: isLate)
        }
        retries.removeAll { $0.commands.isEmpty }
        return actions
    }

    /// Fails the batches that have waited too long for a retry, each with the failure that it had.
    fileprivate mutating func expireRetries(
        _ isLate: (QueueStateMachine.RetryBatch) -> Bool
    ) -> [QueueStateMachine.Action] {
        let late = retries.filter(isLate)
        retries.removeAll(where: isLate)
        return late.map { .fail($0.commands, $0.failure) }
    }
}
