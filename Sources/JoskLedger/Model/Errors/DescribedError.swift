public import Foundation

/// An error with a description in complete sentences, which may be shown to the person who made the request.
///
/// The errors of commands, reads, values and migrations conform. The description contains the numbers that explain the
/// error, and no secret. It contains no detail of the server, except that of a `MigrationError`, which is for an
/// operator. `localizedDescription` returns the same text. The sentences are English; an application that needs other
/// languages builds its own text from the error's values.
///
/// For logs, use `String(reflecting:)`: a ``StoreError`` then adds its code and its message for operators.
public protocol DescribedError: LocalizedError, CustomStringConvertible, Sendable {}

extension DescribedError {
    /// The same text as `description`.
    public var errorDescription: String? { description }
    /// Always nil: the description contains the reason.
    public var failureReason: String? { nil }
    /// Always nil: the description contains the advice.
    public var recoverySuggestion: String? { nil }
    /// Always nil.
    public var helpAnchor: String? { nil }
}
