/// A failure of a store: not a refusal by the rules, but something for the operator.
public struct StoreError: Error, Sendable, Hashable {
    /// What kind of failure it was.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's name.
        public let description: String

        /// A code of a store's own, for failures that the codes below do not name.
        public init(_ description: String) { self.description = description }

        /// The store cannot be reached, or is shut down.
        public static let unavailable = Code("unavailable")
        /// The store has too much to do: a lock was not to be had in time, a connection, a place in a queue.
        public static let busy = Code("busy")
        /// The store did not answer in time.
        public static let timedOut = Code("timedOut")
        /// The task was cancelled before the store had taken its command.
        public static let cancelled = Code("cancelled")
        /// What the store holds cannot be read: it was damaged, or written by a newer version of the library. Of several
        /// commands that share a transaction it may be the fault of one, so if nothing happened they are tried again
        /// apart.
        public static let unreadable = Code("unreadable")
        /// The store broke its contract with the library, or could not write what was decided. Report it to whoever wrote
        /// the store. Of several commands that share a transaction it may be the fault of one, so if nothing happened
        /// they are tried again apart.
        public static let contractViolation = Code("contractViolation")
    }

    /// What became of the command. For a read it is always ``notCommitted``.
    public enum Outcome: Sendable, Hashable {
        /// This call did nothing, and will not. Of an earlier attempt under the same key it says nothing.
        case notCommitted
        /// It happened, once; only its receipt cannot be given.
        case committed
        /// Nobody can tell yet. Run the same command under the same key: it happens once, whichever it was.
        case unknown
    }

    /// What kind of failure it was.
    public let code: Code
    /// What became of the command.
    public let outcome: Outcome
    /// Whether it is worth running the same command again, under the same key, from the same task. After a
    /// cancellation it is not.
    public let isRetriable: Bool
    /// The idempotency key of the command that failed, the engine's if the caller gave none: under which to run it again.
    /// The engine sets it, for each command of a transaction its own; nil for a read.
    public private(set) var key: IdempotencyKey?
    /// Detail for the operator's log. It holds no secret; do not show it to customers.
    public let message: String
    /// One, or none: so that an error, and all that may be one, is no larger for it.
    private let contendedRows: [Footprint]

    /// What others held, so that nothing happened, if the store knows. Of commands that share a transaction, those that
    /// touch nothing of it are tried again without the others.
    public var contended: Footprint? { contendedRows.first }

    /// A failure, as a store reports it.
    public init(
        _ code: Code, outcome: Outcome, isRetriable: Bool, message: String, contended: Footprint? = nil
    ) {
        self.code = code
        self.outcome = outcome
        self.isRetriable = isRetriable
        self.message = message
        contendedRows = contended.map { [$0] } ?? []
    }

    static func unreadableReceipt(of key: IdempotencyKey, _ why: String) -> StoreError {
        StoreError(
            .unreadable, outcome: .committed, isRetriable: false,
            message: "the command happened, and its receipt cannot be read: \(why)"
        ).naming(key)
    }

    /// The same failure, as it is told to the caller of one command.
    func naming(_ key: IdempotencyKey) -> StoreError {
        var named = self
        named.key = key
        return named
    }

    /// The failure for a command that was not tried, because one before it had failed so.
    var ofOneNotTried: StoreError {
        StoreError(
            code, outcome: .notCommitted, isRetriable: isRetriable,
            message: "not tried, for one before it failed: \(message)")
    }

    static let workNotRun = StoreError(
        .contractViolation, outcome: .unknown, isRetriable: false,
        message: "the store was given work and answered without its output")

    static let cancelled = StoreError(
        .cancelled, outcome: .notCommitted, isRetriable: false,
        message: "the task was cancelled before its command was taken")
}

extension StoreError: CustomStringConvertible {
    /// One line for logs.
    public var description: String {
        "\(code) (\(outcome)): \(message)" + (key.map { "; the command's key is \"\($0)\"" } ?? "")
    }
}
