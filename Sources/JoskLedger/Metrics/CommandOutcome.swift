/// What became of a command, for those who count.
package enum CommandOutcome: String, CaseIterable, Sendable {
    /// It happened, now or earlier under the same key: a replay is an answer like the first.
    case accepted
    /// The rules refuse it.
    case rejected
    /// Its key was used for another request.
    case keyReused = "key_reused"
    /// There is no such business.
    case unknownBusiness = "unknown_business"
    /// Its task was cancelled before the store had taken it.
    case cancelled
    /// The store failed, and it did not happen.
    case failed
    /// The store failed, and nobody can tell whether it happened.
    case unknownOutcome = "unknown_outcome"
    /// It happened, and its receipt cannot be read.
    case unreadableReceipt = "unreadable_receipt"

    /// What the caller is told, in a word.
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
