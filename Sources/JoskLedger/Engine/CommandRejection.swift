/// The rejection of a command: for its caller, and as reasons that can be counted.
package protocol CommandRejection: DescribedError, Hashable {
    /// The reasons that a rejection of this kind may have.
    associatedtype Reason: RejectionReason

    /// The distinct reasons for this rejection; at least one.
    var reasons: Set<Reason> { get }
}

/// A reason for a rejection, without identifiers and numbers.
///
/// Each reason is a time series in an application's metrics. So reasons are few, fixed at compile time, and never
/// change once released. Their raw values are in snake case. The same raw value has the same meaning in every command.
package protocol RejectionReason: RawRepresentable<String>, CaseIterable, Sendable, Hashable {}
