/// Changes the payment terms of customers who have none of their own. Charges that were made keep their
/// due dates.
package struct ChangeBusinessTerms: Command {
    package static let kind = "change-business-terms"

    package let paymentTerms: PaymentTerms

    package var footprint: Footprint { Footprint() }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(paymentTerms)
    }

    package func decide(on state: State) throws(ChangeBusinessTermsRejection) -> Decision<
        ChangeBusinessTermsReceipt
    > {
        if let violation = paymentTerms.violation { throw .outOfBounds(violation) }
        let business = state.business
        var changes = Changes()
        changes.change(
            Business(
                id: business.id, name: business.name, currency: business.currency,
                timeZone: business.timeZone,
                paymentTerms: paymentTerms, createdAt: business.createdAt))
        let receipt = ChangeBusinessTermsReceipt(paymentTerms: paymentTerms, changedAt: state.now)
        return Decision(receipt, changes)
    }
}

/// The payment terms of a business were changed.
public struct ChangeBusinessTermsReceipt: Sendable, Hashable, Codable {
    /// The payment terms from now on.
    public let paymentTerms: PaymentTerms
    /// When they were changed.
    public let changedAt: Timestamp
}

/// Why the payment terms of a business were not changed.
public enum ChangeBusinessTermsRejection: Error, Sendable, Hashable, Codable {
    /// The payment terms are out of bounds.
    case outOfBounds(LimitViolation)
}

extension ChangeBusinessTermsRejection: CommandRejection {
    package enum Reason: String, RejectionReason {
        case outOfBounds = "out_of_bounds"
    }

    package var reasons: Set<Reason> {
        switch self {
        case .outOfBounds: [.outOfBounds]
        }
    }
}

extension ChangeBusinessTermsReceipt: CommandReceipt {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(paymentTerms)
        encoder.append(changedAt)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(
            paymentTerms: try decoder.next(), changedAt: try decoder.next())
    }
}
