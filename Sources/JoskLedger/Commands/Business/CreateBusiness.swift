package import Foundation
internal import JoskText

/// Creates a business.
///
/// The identifier of the business makes it idempotent: the same request for the same identifier is a replay.
package struct CreateBusiness: Command {
    package static let kind = "create-business"
    package static let needsBusiness = false

    package let name: Name
    package let currency: Currency
    package let timeZone: TimeZone
    package let paymentTerms: PaymentTerms

    /// The idempotency key of every creation of a business.
    ///
    /// The identifier of the business distinguishes creations.
    package static let key: IdempotencyKey = "josk:create-business"

    package var footprint: Footprint { Footprint() }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(name)
        encoder.append(currency)
        encoder.append(timeZone.identifier)
        encoder.append(paymentTerms)
    }

    package func decide(on state: TransactionState) throws(CreateBusinessRejection) -> Decision<
        CreateBusinessReceipt
    > {
        if state.existingBusiness != nil { throw .alreadyExists(state.businessID) }
        if let violation = paymentTerms.violation { throw .outOfBounds(violation) }
        // Only the identifier is stored, so it must yield the same time zone when it is read.
        guard let timeZone = TimeZone(identifier: timeZone.identifier),
            timeZone.secondsFromGMT(for: state.now.date) == self.timeZone.secondsFromGMT(for: state.now.date)
        else { throw .unknownTimeZone(self.timeZone.identifier) }

        var changes = TransactionChanges()
        changes.create(
            Business(
                id: state.businessID, name: name, currency: currency, timeZone: timeZone,
                paymentTerms: paymentTerms,
                createdAt: state.now))
        return Decision(CreateBusinessReceipt(id: state.businessID, createdAt: state.now), changes)
    }
}

/// The result of creating a business.
public struct CreateBusinessReceipt: Sendable, Hashable, Codable {
    /// The identifier of the business, to be passed to ``Ledger/tenant(_:)``.
    public let id: Business.ID
    /// The time of creation.
    public let createdAt: Timestamp
}

/// The reasons why a business was not created.
public enum CreateBusinessRejection: Error, Sendable, Hashable, Codable {
    /// A business with the identifier exists, and another request created it.
    case alreadyExists(Business.ID)
    /// The requested time zone cannot be created again from its identifier, which is the associated value.
    ///
    /// Only the identifier is stored. For example, the identifier of a zone with a fixed offset that includes seconds
    /// yields a zone with another offset.
    case unknownTimeZone(String)
    /// The payment terms are out of bounds.
    case outOfBounds(LimitViolation)
}

extension CreateBusinessRejection: DescribedError {
    /// The reason in one complete sentence, with the values that explain it.
    public var description: String {
        switch self {
        case .alreadyExists(let id): Sentence.exists("business", id)
        case .unknownTimeZone(let name):
            "The time zone \"\(name.escapingControlCharacters)\" cannot be looked up by its identifier."
        case .outOfBounds(let violation): violation.description
        }
    }
}

extension CreateBusinessRejection: CommandRejection {
    package enum Reason: String, RejectionReason {
        case alreadyExists = "already_exists"
        case unknownTimeZone = "unknown_time_zone"
        case outOfBounds = "out_of_bounds"
    }

    package var reasons: Set<Reason> {
        switch self {
        case .alreadyExists: [.alreadyExists]
        case .unknownTimeZone: [.unknownTimeZone]
        case .outOfBounds: [.outOfBounds]
        }
    }
}

extension CreateBusinessReceipt: CommandReceipt {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(id)
        encoder.append(createdAt)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(id: try decoder.next(), createdAt: try decoder.next())
    }
}
