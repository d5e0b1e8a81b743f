/// Why a command did not happen. A rejection is the caller's business; a failure of the store is the
/// operator's.
public enum CommandError<Rejection: Error & Sendable & Hashable>: Error, Sendable, Hashable {
    /// The rules refuse it, and nothing has changed. The rejection says why, with numbers. It is not
    /// remembered: the same command under the same key may succeed later.
    case rejected(Rejection)
    /// The idempotency key was used before, by a command that was accepted, for another
    /// request: another command, other arguments or other metadata.
    case keyReused(IdempotencyKey)
    /// There is no business by that identifier.
    case unknownBusiness(Business.ID)
    /// The store could not do it. ``StoreError/outcome`` says whether it may have happened.
    case store(StoreError)
}
