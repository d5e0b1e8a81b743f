/// Changes or removes the application's own key for a customer.
package struct ChangeCustomerReference: Command {
    package static let kind = "change-customer-reference"

    package let customerID: Customer.ID
    package let reference: CustomerReference?

    package init(customerID: Customer.ID, reference: CustomerReference?) {
        self.customerID = customerID
        self.reference = reference
    }

    package var footprint: Footprint {
        Footprint(customers: [customerID], customerReferences: reference.map { [$0] } ?? [])
    }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(customerID)
        encoder.append(reference)
    }

    package func decide(on state: TransactionState) throws(ChangeCustomerReferenceRejection) -> Decision<
        CustomerChangeReceipt
    > {
        guard var customer = state.customer(customerID)?.customer else { throw .unknownCustomer(customerID) }
        if let reference, let holder = state.customerID(reference: reference), holder != customerID {
            throw .referenceTaken(reference, by: holder)
        }
        customer.reference = reference
        var changes = TransactionChanges()
        changes.change(customer)
        return Decision(CustomerChangeReceipt(customerID: customerID, changedAt: state.now), changes)
    }
}

/// The reasons why a customer's reference was not changed.
public enum ChangeCustomerReferenceRejection: Error, Sendable, Hashable, Codable {
    /// No customer has the identifier.
    case unknownCustomer(Customer.ID)
    /// Another customer has the reference.
    case referenceTaken(CustomerReference, by: Customer.ID)
}

extension ChangeCustomerReferenceRejection: DescribedError {
    /// The reason in one complete sentence, with the values that explain it.
    public var description: String {
        switch self {
        case .unknownCustomer(let id): Sentence.unknown("customer", id)
        case .referenceTaken(let reference, let holder):
            Sentence.taken("reference", reference, by: "customer", holder)
        }
    }
}

extension ChangeCustomerReferenceRejection: CommandRejection {
    package enum Reason: String, RejectionReason {
        case unknownCustomer = "unknown_customer"
        case referenceTaken = "reference_taken"
    }

    package var reasons: Set<Reason> {
        switch self {
        case .unknownCustomer: [.unknownCustomer]
        case .referenceTaken: [.referenceTaken]
        }
    }
}
