internal import Logging

// What callers and operators are told when commands are not taken, or the store fails.

extension CommandQueue {
    func error(for refusal: Machine.Refusal) -> StoreError {
        switch refusal {
        case .cancelled: .cancelled
        case .waitedInVain:
            StoreError(
                .timedOut, outcome: .notDone, isRetriable: true,
                message:
                    "the command has waited for a transaction for \(settings.maximumWait), and none took it")
        case .full(let waiting, inAll: false):
            StoreError(
                .busy, outcome: .notDone, isRetriable: true,
                message: "\(waiting) commands of the business wait for a transaction, as many as may")
        case .full(let waiting, inAll: true):
            StoreError(
                .busy, outcome: .notDone, isRetriable: true,
                message: "\(waiting) commands of all businesses wait for a transaction, as many as may")
        }
    }

    /// One line for all that share a failure.
    func log(_ failure: StoreError, of entries: [Machine.Entry]) {
        guard failure.code != .cancelled, let first = entries.first else { return }
        logger.error(
            "commands failed in the store",
            metadata: [
                "josk.business": "\(first.ticket.business)",
                "josk.commands": "\(entries.reduce(0) { $0 + $1.commandCount })",
                "josk.command": "\(first.item.first.kind)", "josk.key": "\(first.item.first.key)",
                "josk.error": "\(failure)",
            ])
    }
}
