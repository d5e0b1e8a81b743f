/// Why a command did not happen, as its caller learns it, and in words that can be counted.
package protocol CommandRejection: Error, Sendable, Hashable {
    /// The words that a rejection of this kind may say.
    associatedtype Reason: RejectionReason

    /// What this one says, each once: at least one.
    var reasons: Set<Reason> { get }
}

/// What a rejection may say, without whom and how much: each word is a time series in a host's metrics, so they are
/// few, known beforehand, and never change once released. They are in snake case; the same word means the same in
/// every command.
package protocol RejectionReason: RawRepresentable<String>, CaseIterable, Sendable, Hashable {}
