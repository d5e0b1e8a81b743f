/// Changes the payment terms of customers who have none of their own. Charges that were made keep their
/// due dates.
package struct ChangeDefaultPaymentTerms: Command {
    package static let kind = "change-business-terms"

    package let paymentTerms: PaymentTerms

    package var footprint: Footprint { Footprint() }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(paymentTerms)
    }

    package func decide(on state: TransactionState) throws(ChangeDefaultPaymentTermsRejection) -> Decision<
        ChangeDefaultPaymentTermsReceipt
    > {
        if let violation = paymentTerms.violation { throw .outOfBounds(violation) }
        let business = state.business
        var changes = TransactionChanges()
        changes.change(
            Business(
                id: business.id, name: business.name, currency: business.currency,
                timeZone: business.timeZone,
                paymentTerms: paymentTerms, createdAt: business.createdAt))
        let receipt = ChangeDefaultPaymentTermsReceipt(paymentTerms: paymentTerms, changedAt: state.now)
        return Decision(receipt, changes)
    }
}

/// The payment terms of a business were changed.
public struct ChangeDefaultPaymentTermsReceipt: Sendable, Hashable, Codable {
    /// The payment terms from now on.
    public let paymentTerms: PaymentTerms
    /// When they were changed.
    public let changedAt: Timestamp
}

/// Why the payment terms of a business were not changed.
public enum ChangeDefaultPaymentTermsRejection: Error, Sendable, Hashable, Codable {
    /// The payment terms are out of bounds.
    case outOfBounds(LimitViolation)
}

extension ChangeDefaultPaymentTermsRejection: CommandRejection {
    package enum Reason: String, RejectionReason {
        case outOfBounds = "out_of_bounds"
    }

    package var reasons: Set<Reason> {
        switch self {
        case .outOfBounds: [.outOfBounds]
        }
    }
}

extension ChangeDefaultPaymentTermsReceipt: CommandReceipt {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(paymentTerms)
        encoder.append(changedAt)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(
            paymentTerms: try decoder.next(), changedAt: try decoder.next())
    }
}
