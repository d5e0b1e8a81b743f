public import Foundation
internal import JoskText

/// A business that sells to customers on credit; the tenant of a ledger.
///
/// Every other entity belongs to exactly one business.
public struct Business: Sendable, Hashable, Identifiable {
    /// The identifier of a business, which is required for all access to its data.
    public typealias ID = Identifier<Business>

    /// The business's identifier.
    public let id: ID
    /// The business's name.
    public let name: Name
    /// The single currency of all amounts of the business.
    public let currency: Currency
    /// The time zone that determines the day of a charge, and so its due date.
    public let timeZone: TimeZone
    /// The payment terms of customers without terms of their own.
    public let paymentTerms: PaymentTerms
    /// The time when the business was created.
    public let createdAt: Timestamp

    /// Creates a business from its stored values; for use by stores.
    public init(
        id: ID, name: Name, currency: Currency, timeZone: TimeZone, paymentTerms: PaymentTerms,
        createdAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.currency = currency
        self.timeZone = timeZone
        self.paymentTerms = paymentTerms
        self.createdAt = createdAt
    }
}

extension Business: Codable {
    private enum Key: CodingKey { case id, name, currency, timeZone, paymentTerms, createdAt }

    /// Creates a business by decoding it.
    ///
    /// Decoding fails if this system's time zone database does not contain the time zone.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let zone = try values.decode(String.self, forKey: .timeZone)
        guard let timeZone = TimeZone(identifier: zone) else {
            throw DecodingError.dataCorruptedError(
                forKey: .timeZone, in: values,
                debugDescription: "this system has no time zone \(zone.escapingControlCharacters)")
        }
        self.init(
            id: try values.decode(ID.self, forKey: .id), name: try values.decode(Name.self, forKey: .name),
            currency: try values.decode(Currency.self, forKey: .currency), timeZone: timeZone,
            paymentTerms: try values.decode(PaymentTerms.self, forKey: .paymentTerms),
            createdAt: try values.decode(Timestamp.self, forKey: .createdAt))
    }

    /// Encodes the business, with the time zone's identifier in the IANA database.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(id, forKey: .id)
        try values.encode(name, forKey: .name)
        try values.encode(currency, forKey: .currency)
        try values.encode(timeZone.identifier, forKey: .timeZone)
        try values.encode(paymentTerms, forKey: .paymentTerms)
        try values.encode(createdAt, forKey: .createdAt)
    }
}
