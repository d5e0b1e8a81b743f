import JoskLedger
import JoskLibPQ

/// The currency of a business; no row if there is none.
struct FindCurrency: FixedStatement {
    let business: Business.ID

    static let sql = "SELECT currency FROM josk.businesses WHERE id = $1"

    func bind(_ parameters: inout Parameters) { parameters.append(business) }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> Currency { try row.next() }
}
