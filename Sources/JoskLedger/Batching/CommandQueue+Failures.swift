internal import Logging

// The errors and log lines for commands that no transaction takes, or whose transaction fails.

extension CommandQueue {
    /// Returns the error that a refused command's caller gets.
    func error(for refusal: QueueStateMachine.Refusal, in command: PendingCommand) -> StoreError {
        switch refusal {
        case .cancelled: .cancelled
        case .timedOut(after: let failure):
            StoreError(
                failure?.code ?? .timedOut, outcome: .notCommitted,
                isRetriable: failure?.isRetriable ?? true,
                message: "timed out after \(configuration.queueTimeout) in the command queue (queueTimeout)"
                    + (failure.map { "; the last transaction could not begin: \($0.message)" } ?? ""))
        case .businessQueueFull(let queued):
            StoreError(
                .busy, outcome: .notCommitted, isRetriable: true,
                message: "command queue full for business \(command.ticket.business): \(queued) commands "
                    + "waiting (maximumQueuedPerBusiness)")
        case .allQueuesFull(let queued):
            StoreError(
                .busy, outcome: .notCommitted, isRetriable: true,
                message: "command queues full: \(queued) commands of all businesses waiting (maximumQueued)")
        }
    }

    /// Returns a contract violation in place of a cancellation, and every other error unchanged.
    ///
    /// A slot's task is never cancelled, so a store that reports a cancellation violates its contract.
    func rejectingCancellation(_ transaction: StoreError) -> StoreError {
        guard transaction.code == .cancelled else { return transaction }
        return StoreError(
            .contractViolation, outcome: transaction.outcome, isRetriable: false,
            message: "the store reported a cancellation that did not occur")
    }

    /// Logs one line for all commands that were refused since the last expiry sweep.
    func logRefusals(_ count: Int) {
        if count == 0 { return }
        logger.warning(
            "commands refused: queue full, or queueTimeout exceeded",
            metadata: ["josk.commands": "\(count)"])
    }

    /// Logs one line for a committed command whose receipt cannot be read.
    func logUnreadable(_ failure: StoreError, of kind: String, in business: Business.ID) {
        logger.error(
            "the receipt of a committed command is unreadable",
            metadata: [
                "josk.business": "\(business)", "josk.commands": "1", "josk.command": "\(kind)",
                "josk.error": "\(String(reflecting: failure))",
            ])
    }

    /// Logs one line for all commands that share a failure.
    func log(_ failure: StoreError, of commands: [PendingCommand]) {
        guard let first = commands.first else { return }
        logger.error(
            "commands failed in the store",
            metadata: [
                "josk.business": "\(first.ticket.business)", "josk.commands": "\(commands.commandCount)",
                "josk.command": "\(first.execution.first.kind)", "josk.key": "\(first.execution.first.key)",
                "josk.error": "\(String(reflecting: failure))",
            ])
    }
}
