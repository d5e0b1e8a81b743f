/// The outcome of a command, as the metrics count it.
package enum CommandOutcome: String, CaseIterable, Sendable {
    /// The command was carried out, now or earlier under the same key: a replay counts as accepted too.
    case accepted
    /// The rules reject the command.
    case rejected
    /// The idempotency key was used for a different request.
    case keyReused = "key_reused"
    /// No business has the identifier.
    case unknownBusiness = "unknown_business"
    /// The task was cancelled before a transaction took the command.
    case cancelled
    /// The store failed, and the command was not carried out.
    case failed
    /// The store failed, and it is unknown if the command was carried out.
    case unknownOutcome = "unknown_outcome"
    /// The command was carried out, but its receipt cannot be read.
    case unreadableReceipt = "unreadable_receipt"

    /// Creates the outcome of the result that the caller gets.
    init<Receipt, Rejection>(_ result: Result<Receipt, CommandError<Rejection>>) {
        switch result {
        case .success: self = .accepted
        case .failure(.rejected): self = .rejected
        case .failure(.keyReused): self = .keyReused
        case .failure(.unknownBusiness): self = .unknownBusiness
        case .failure(.store(let failure)):
            switch failure.outcome {
            case .notCommitted: self = failure.code == .cancelled ? .cancelled : .failed
            case .unknown: self = .unknownOutcome
            case .committed: self = .unreadableReceipt
            }
        }
    }
}
