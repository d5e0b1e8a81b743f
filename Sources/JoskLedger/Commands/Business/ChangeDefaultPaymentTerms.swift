/// Changes the payment terms of all customers without payment terms of their own.
///
/// Existing charges keep their due dates.
package struct ChangeDefaultPaymentTerms: Command {
    package static let kind = "change-business-terms"
    package static let needsFence = true

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

/// The result of a change of a business's default payment terms.
public struct ChangeDefaultPaymentTermsReceipt: Sendable, Hashable, Codable {
    /// The new payment terms.
    public let paymentTerms: PaymentTerms
    /// The time of the change.
    public let changedAt: Timestamp
}

/// The reasons why the default payment terms of a business were not changed.
public enum ChangeDefaultPaymentTermsRejection: Error, Sendable, Hashable, Codable {
    /// The payment terms are out of bounds.
    case outOfBounds(LimitViolation)
}

extension ChangeDefaultPaymentTermsRejection: DescribedError {
    /// The reason in one complete sentence, with the values that explain it.
    public var description: String {
        switch self {
        case .outOfBounds(let violation): violation.description
        }
    }
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
