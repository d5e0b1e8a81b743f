/// A call of a process, and its result.
struct Call: Sendable {
    let id: String
    let process: Name
    let task: Int64
    /// The time of the invocation, in microseconds.
    let invoked: Int64
    let business: Name
    /// The idempotency key; nil for a read.
    let key: Name?
    let request: Request
    let source: Source
    /// The time of the return; nil if the call did not return.
    var returned: Int64?
    /// The outcome; `unknown` if the call did not return.
    var outcome = Outcome.unknown
    /// True if the ledger itself called the failure a defect.
    var isDefect = false

    enum Outcome: Hashable, Sendable {
        case accepted(Receipt)
        case rejected(Rejection)
        case keyReused
        case notCommitted
        case unknown
        case committed
        /// The result of a read; nil if the row does not exist.
        case read(ReadResult?)
        case failed

        /// The name of the outcome in the format.
        var name: String {
            switch self {
            case .accepted: "accepted"
            case .rejected: "rejected"
            case .keyReused: "keyReused"
            case .notCommitted: "notCommitted"
            case .unknown: "unknown"
            case .committed: "committed"
            case .read: "read"
            case .failed: "failed"
            }
        }
    }

    /// True if the outcome guarantees that the command was carried out.
    var isCarriedOut: Bool {
        switch outcome {
        case .accepted, .committed: true
        default: false
        }
    }

    /// True if this attempt may have carried the command out.
    var mayCommit: Bool { isCarriedOut || outcome == .unknown }

    /// The rejection; nil for other outcomes.
    var rejection: Rejection? {
        if case .rejected(let rejection) = outcome { rejection } else { nil }
    }

    /// The receipt; nil for other outcomes.
    var receipt: Receipt? {
        if case .accepted(let receipt) = outcome { receipt } else { nil }
    }
}
