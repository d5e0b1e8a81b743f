internal import JoskText

/// A failure of a store, as opposed to a rejection by the rules.
///
/// Its ``description`` is for the person who sent the command. `String(reflecting:)` returns the code, the outcome,
/// the message and the key, for an operator's log.
public struct StoreError: Error, Sendable, Hashable {
    /// The result of the command, as far as it is known.
    ///
    /// For a read it is always ``notCommitted``.
    public enum Outcome: Sendable, Hashable {
        /// This call changed nothing, and will change nothing later.
        ///
        /// It states nothing about an earlier attempt with the same key.
        case notCommitted
        /// The command was carried out, exactly once.
        ///
        /// Only its receipt cannot be returned.
        case committed
        /// The result is not known yet.
        ///
        /// Repeat the same command with the same key: it is carried out exactly once.
        case unknown
    }

    /// The kind of failure.
    public let code: Code
    /// The result of the command, as far as it is known.
    public let outcome: Outcome
    /// True if the same command may succeed when the same task repeats it with the same key.
    ///
    /// After a cancellation it is false.
    public let isRetriable: Bool
    /// The idempotency key of the failed command, with which to repeat it; nil for a read.
    ///
    /// It is also nil for the creation of a business, which is repeated with the same identifier of the business.
    ///
    /// The engine sets it for each command of a transaction. If the caller supplied no key, it is the generated one.
    public private(set) var key: IdempotencyKey?
    /// The cause, for an operator's log.
    ///
    /// Control characters are escaped. It contains no secret, but it may name servers, roles and tables: do not show it
    /// to customers.
    public let message: String
    /// At most one element.
    ///
    /// An array keeps this type, and every enum with such a payload, small.
    private let contendedRows: [Footprint]

    /// The rows whose locks other sessions held so that the transaction failed; nil if the store does not know them.
    ///
    /// Commands in the same transaction that touch none of these rows are retried without the others.
    public var contended: Footprint? { contendedRows.first }

    /// Creates the error that a store reports.
    public init(
        _ code: Code, outcome: Outcome, isRetriable: Bool, message: String, contended: Footprint? = nil
    ) {
        self.code = code
        self.outcome = outcome
        self.isRetriable = isRetriable
        self.message = message.escapingControlCharacters
        contendedRows = contended.map { [$0] } ?? []
    }

    static func unreadableReceipt(of key: IdempotencyKey, _ why: String) -> StoreError {
        StoreError(
            .unreadable, outcome: .committed, isRetriable: false,
            message: "the command was carried out, but its receipt cannot be read: \(why)"
        ).naming(key)
    }

    /// Returns the same failure with the key of one command.
    func naming(_ key: IdempotencyKey) -> StoreError {
        var named = self
        named.key = key
        return named
    }

    /// Returns the same failure for the creation of a business.
    ///
    /// It has no key, because all creations share one: the identifier of the business makes them idempotent.
    func ofCreating(_ business: Business.ID) -> StoreError {
        StoreError(
            code, outcome: outcome, isRetriable: isRetriable, message: "\(message); business \(business)")
    }

    /// The failure of a command that was not attempted because an earlier one failed with this error.
    var ofOneNotTried: StoreError {
        StoreError(
            code, outcome: .notCommitted, isRetriable: isRetriable,
            message: "not attempted, because an earlier command failed: \(message)")
    }

    static let workNotRun = StoreError(
        .contractViolation, outcome: .unknown, isRetriable: false,
        message: "the store returned from a transaction without running its work")

    static let cancelled = StoreError(
        .cancelled, outcome: .notCommitted, isRetriable: false,
        message: "the task was cancelled before a transaction took the command")
}

extension StoreError: DescribedError {
    /// The failure, its outcome and the advice in complete sentences, for the person who sent the command.
    ///
    /// It leaves out ``message``.
    public var description: String {
        let consequence =
            switch outcome {
            case .notCommitted:
                isRetriable ? "This attempt changed nothing. Try again." : "This attempt changed nothing."
            case .committed:
                "The request was carried out, but its result cannot be shown. Do not send it again."
            case .unknown:
                "It is not known yet whether the request was carried out. Send the same request again"
                    + (key.map { " with the idempotency key \"\($0)\"" } ?? "")
                    + "; it is carried out only once."
            }
        return "\(code.summary) \(consequence)"
    }
}

extension StoreError: CustomDebugStringConvertible {
    /// The code, the outcome, the message and the key in one line, for an operator's log.
    public var debugDescription: String {
        "\(code) (\(outcome)): \(message)" + (key.map { "; idempotency key \"\($0)\"" } ?? "")
    }
}
