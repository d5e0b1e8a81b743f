/// The reason why a customer was not changed, for commands with no other reason.
public enum UnknownCustomerRejection: Error, Sendable, Hashable, Codable {
    /// No customer has the identifier.
    case unknownCustomer(Customer.ID)
}

extension UnknownCustomerRejection: DescribedError {
    /// The reason in one complete sentence, with the values that explain it.
    public var description: String {
        switch self {
        case .unknownCustomer(let id): Sentence.unknown("customer", id)
        }
    }
}

extension UnknownCustomerRejection: CommandRejection {
    package enum Reason: String, RejectionReason {
        case unknownCustomer = "unknown_customer"
    }

    package var reasons: Set<Reason> {
        switch self {
        case .unknownCustomer: [.unknownCustomer]
        }
    }
}
