/// The error of a command: a rejection by the rules, or a failure of the store.
///
/// A rejection is for the person who sent the command, a failure of the store for an operator.
public enum CommandError<Rejection: DescribedError & Hashable>: Error, Sendable, Hashable {
    /// The rules reject the command, and nothing has changed.
    ///
    /// The rejection contains the reason, with the values that explain it; that of a purchase contains every reason. It
    /// is not stored: the same command under the same key may succeed later. Earlier attempts at it that had ended are
    /// not carried out later, even if their outcome was unknown.
    case rejected(Rejection)
    /// The idempotency key belongs to an accepted command with another request.
    ///
    /// The other request differs in its kind, its arguments or its metadata.
    case keyReused(IdempotencyKey)
    /// No business has the identifier.
    case unknownBusiness(Business.ID)
    /// The store failed.
    ///
    /// ``StoreError/outcome`` states whether the command may have been carried out.
    case store(StoreError)
}

extension CommandError: DescribedError {
    /// The reasons or the failure in complete sentences, for the person who sent the command.
    public var description: String {
        switch self {
        case .rejected(let rejection): rejection.description
        case .keyReused(let key):
            "The idempotency key \"\(key)\" was used for a different request. Use a new key for a new request."
        case .unknownBusiness(let id): Sentence.unknown("business", id)
        case .store(let error): error.description
        }
    }
}

extension CommandError: CustomDebugStringConvertible {
    /// The error in one line for logs: the description, or all details of a failure of the store.
    public var debugDescription: String {
        switch self {
        case .rejected, .keyReused, .unknownBusiness: description
        case .store(let error): error.debugDescription
        }
    }
}
