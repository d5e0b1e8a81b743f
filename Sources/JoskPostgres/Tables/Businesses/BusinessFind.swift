import JoskLedger
import JoskLibPQ

/// A query for the currency of a business, without a row if the business does not exist.
struct FindCurrency: FixedStatement {
    let business: Business.ID

    static let sql = "SELECT currency FROM josk.businesses WHERE id = $1"

    func bind(_ parameters: inout Parameters) { parameters.append(business) }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> Currency { try row.next() }
}
