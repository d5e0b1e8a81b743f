/// Changes a customer's own payment terms.
///
/// Existing charges keep their due dates.
package struct ChangePaymentTerms: Command {
    package static let kind = "change-payment-terms"

    package let customerID: Customer.ID
    package let paymentTerms: PaymentTerms?

    package var footprint: Footprint { Footprint(customers: [customerID]) }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(customerID)
        encoder.append(paymentTerms)
    }

    package func decide(on state: TransactionState) throws(ChangePaymentTermsRejection) -> Decision<
        CustomerChangeReceipt
    > {
        if let violation = paymentTerms?.violation { throw .outOfBounds(violation) }
        guard var customer = state.customer(customerID)?.customer else { throw .unknownCustomer(customerID) }
        customer.paymentTerms = paymentTerms
        var changes = TransactionChanges()
        changes.change(customer)
        return Decision(CustomerChangeReceipt(customerID: customerID, changedAt: state.now), changes)
    }
}

/// The reasons why a customer's payment terms were not changed.
public enum ChangePaymentTermsRejection: Error, Sendable, Hashable, Codable {
    /// No customer has the identifier.
    case unknownCustomer(Customer.ID)
    /// The payment terms are out of bounds.
    case outOfBounds(LimitViolation)
}

extension ChangePaymentTermsRejection: DescribedError {
    /// The reason in one complete sentence, with the values that explain it.
    public var description: String {
        switch self {
        case .unknownCustomer(let id): Sentence.unknown("customer", id)
        case .outOfBounds(let violation): violation.description
        }
    }
}

extension ChangePaymentTermsRejection: CommandRejection {
    package enum Reason: String, RejectionReason {
        case unknownCustomer = "unknown_customer"
        case outOfBounds = "out_of_bounds"
    }

    package var reasons: Set<Reason> {
        switch self {
        case .unknownCustomer: [.unknownCustomer]
        case .outOfBounds: [.outOfBounds]
        }
    }
}
