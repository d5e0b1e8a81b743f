public import Foundation

/// A tenant: a business that sells to customers on credit. Everything else belongs to exactly one business.
public struct Business: Sendable, Hashable, Identifiable {
    /// The identifier of a business, and the only way to its data.
    public typealias ID = Identifier<Business>

    /// The business's identifier.
    public let id: ID
    /// The business's name.
    public let name: Name
    /// The one currency that all its amounts are in.
    public let currency: Currency
    /// The time zone that decides which day a charge is made, and so when it is due.
    public let timeZone: TimeZone
    /// The payment terms of customers who have none of their own.
    public let paymentTerms: PaymentTerms
    /// When the business was created.
    public let createdAt: Timestamp

    /// A business as it stands; for stores, which read it back.
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

    /// Reads a business. It fails where this system does not know the time zone.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let zone = try values.decode(String.self, forKey: .timeZone)
        guard let timeZone = TimeZone(identifier: zone) else {
            throw DecodingError.dataCorruptedError(
                forKey: .timeZone, in: values, debugDescription: "this system knows no time zone \(zone)")
        }
        self.init(
            id: try values.decode(ID.self, forKey: .id), name: try values.decode(Name.self, forKey: .name),
            currency: try values.decode(Currency.self, forKey: .currency), timeZone: timeZone,
            paymentTerms: try values.decode(PaymentTerms.self, forKey: .paymentTerms),
            createdAt: try values.decode(Timestamp.self, forKey: .createdAt))
    }

    /// Writes a business; its time zone by its identifier in the IANA's database.
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
