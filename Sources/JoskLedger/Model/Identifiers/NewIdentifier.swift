/// An identifier for something new: the caller's own, or one that the engine made.
///
/// The difference matters for idempotency: a request is known again by what the caller supplied, and an
/// identifier that the engine made differs at each attempt.
package struct NewIdentifier<Subject>: Sendable, Hashable {
    package let value: Identifier<Subject>
    package let isFromCaller: Bool

    /// The caller's own identifier, or a new one where the caller gives none.
    package init(_ given: Identifier<Subject>? = nil) {
        value = given ?? Identifier()
        isFromCaller = given != nil
    }

    /// What a fingerprint covers: the caller's identifier, nothing of the engine's.
    var supplied: Identifier<Subject>? { isFromCaller ? value : nil }
}
