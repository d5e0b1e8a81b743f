internal import Logging

// What callers and operators are told when commands are not taken, or the store fails.

extension CommandQueue {
    func error(for refusal: Machine.Refusal) -> StoreError {
        switch refusal {
        case .cancelled: .cancelled
        case .waitedInVain(after: let failure):
            StoreError(
                failure?.code ?? .timedOut, outcome: .notDone, isRetriable: failure?.isRetriable ?? true,
                message:
                    "the command has waited for a transaction for \(settings.maximumWait), and none took it"
                    + (failure.map { "; the last one could not begin: \($0.message)" } ?? ""))
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

    /// A lane's task is never cancelled, and so no command of it has been: a store that says so is broken.
    func failure(of lane: StoreError) -> StoreError {
        guard lane.code == .cancelled else { return lane }
        return StoreError(
            .contractBroken, outcome: lane.outcome, isRetriable: false,
            message: "the store says that a transaction was cancelled which nobody has cancelled")
    }

    /// One line for all that were refused since the last round of the watch.
    func logRefusals(_ count: Int) {
        if count == 0 { return }
        logger.warning(
            "commands were refused: too many wait, or have waited too long",
            metadata: ["josk.commands": "\(count)"])
    }

    /// One line for a command that happened, and whose receipt cannot be told.
    func logUnreadable(_ failure: StoreError, of kind: String, in business: Business.ID) {
        logger.error(
            "commands failed in the store",
            metadata: [
                "josk.business": "\(business)", "josk.commands": "1", "josk.command": "\(kind)",
                "josk.error": "\(failure)",
            ])
    }

    /// One line for all that share a failure.
    func log(_ failure: StoreError, of entries: [Machine.Entry]) {
        guard let first = entries.first else { return }
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
