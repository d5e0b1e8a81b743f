internal import Foundation
internal import JoskLedger
internal import JoskLibPQ

extension Business {
    /// Creates a business from a row, whose columns are null if the business does not exist.
    init?(ifAny row: inout Rows.RowDecoder) throws(PostgresError) {
        let id = try row.nextIfAny(Business.ID.self)
        let name = try row.nextIfAny(Name.self)
        let currency = try row.nextIfAny(Currency.self)
        let zone = try row.nextIfAny(String.self)
        let terms = try row.nextPaymentTerms()
        let createdAt = try row.nextIfAny(Timestamp.self)
        guard let id else { return nil }
        guard let name, let currency, let zone, let terms, let createdAt else {
            throw .malformed("a column of business \(id) is null")
        }
        guard let timeZone = TimeZone(identifier: zone) else {
            throw .misconfigured(
                "business \(id) has the time zone \(zone), which the time zone data of this system do not contain"
            )
        }
        self.init(
            id: id, name: name, currency: currency, timeZone: timeZone, paymentTerms: terms,
            createdAt: createdAt)
    }
}
