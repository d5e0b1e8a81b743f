// Rows as they are read. Amounts are bare numbers there: the currency is that of the business, which comes with
// another statement. What a row cannot be in the domain is an error here, and never reaches a decision.

internal import Foundation
internal import JoskLedger
internal import JoskLibPQ

extension Customer {
    static let columns = "id, name, reference, payment_term_days, is_active"

    init(from row: inout Rows.RowDecoder) throws(PostgresError) {
        self.init(
            id: try row.next(), name: try row.next(), reference: try row.nextIfAny(),
            paymentTerms: try row.nextIfAny(Int32.self).map { .days(Int($0)) }, isActive: try row.next())
    }
}

/// A row of `products`.
struct StockRow: Sendable {
    static let columns = "id, sku, name, price, is_active, added_at, stock, movement_count, moved_at"

    let id: Product.ID
    let sku: SKU
    let name: Name
    let price: Int64
    let isActive: Bool
    let addedAt: Timestamp
    let stock: Int64
    let movementCount: Int64
    let movedAt: Timestamp

    init(from row: inout Rows.RowDecoder) throws(PostgresError) {
        id = try row.next()
        sku = try row.next()
        name = try row.next()
        price = try row.next()
        isActive = try row.next()
        addedAt = try row.next()
        stock = try row.next()
        movementCount = try row.next()
        movedAt = try row.next()
        try Self.check(price, Limits.nonNegativeAmount, "price")
        try Self.check(stock, Limits.stock, "stock")
        try Self.check(movementCount, 0 ... .max - 1, "movement count")
    }

    func item(in currency: Currency) -> StockItem {
        StockItem(
            product: Product(
                id: id, sku: sku, name: name, price: Money(minorUnits: price, currency), isActive: isActive,
                addedAt: addedAt),
            stock: stock, movementCount: movementCount, movedAt: movedAt)
    }

    static func check(
        _ value: Int64, _ allowed: ClosedRange<Int64>, _ what: String
    ) throws(PostgresError) {
        if !allowed.contains(value) { throw .malformed("\(what) \(value) is out of bounds") }
    }
}

extension Business {
    /// The business of a row whose columns are null where there is none.
    init?(ifAny row: inout Rows.RowDecoder) throws(PostgresError) {
        let id = try row.nextIfAny(Business.ID.self)
        let name = try row.nextIfAny(Name.self)
        let currency = try row.nextIfAny(Currency.self)
        let zone = try row.nextIfAny(String.self)
        let days = try row.nextIfAny(Int32.self)
        let createdAt = try row.nextIfAny(Timestamp.self)
        guard let id, let name, let currency, let zone, let days, let createdAt else { return nil }
        guard let timeZone = TimeZone(identifier: zone) else {
            throw .malformed("this system does not know the time zone \(zone) of business \(id)")
        }
        self.init(
            id: id, name: name, currency: currency, timeZone: timeZone, paymentTerms: .days(Int(days)),
            createdAt: createdAt)
    }
}
