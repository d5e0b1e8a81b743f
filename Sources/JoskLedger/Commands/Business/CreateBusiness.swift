package import Foundation

/// Creates a business. It happens once by the business's identifier: the same request again is a replay.
package struct CreateBusiness: Command {
    package static let kind = "create-business"
    package static let needsBusiness = false

    package let name: Name
    package let currency: Currency
    package let timeZone: TimeZone
    package let paymentTerms: PaymentTerms

    /// The key under which every business is created: its identifier tells one from another.
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
        // What is kept is the identifier, and it must mean the same when it is read back.
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

/// A business was created.
public struct CreateBusinessReceipt: Sendable, Hashable, Codable {
    /// The business: what ``Ledger/tenant(_:)`` wants.
    public let id: Business.ID
    /// When it was created.
    public let createdAt: Timestamp
}

/// Why a business was not created.
public enum CreateBusinessRejection: Error, Sendable, Hashable, Codable {
    /// There is a business by that identifier, and it was created by another request.
    case alreadyExists(Business.ID)
    /// The time zone has no identifier by which it can be found again, such as one of a fixed offset with
    /// seconds.
    case unknownTimeZone(String)
    /// The payment terms are out of bounds.
    case outOfBounds(LimitViolation)
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
