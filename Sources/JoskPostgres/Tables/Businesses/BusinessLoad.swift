import JoskLedger
import JoskLibPQ

/// The currency of a business; no row if there is none.
struct FindCurrency: FixedStatement {
    let business: Business.ID

    static let sql = "SELECT currency FROM josk.businesses WHERE id = $1"

    func bind(_ parameters: inout Parameters) { parameters.append(business) }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> Currency { try row.next() }
}

/// The time, the transaction's number, and the business.
struct LoadMoment: PostgresStatement {
    let business: Business.ID
    let access: Access

    var name: String { text.name }
    var sql: String { text.sql }
    private var text: StatementVariants.Text { Self.texts[access, hasOrders: false] }
    /// A row even where there is no business.
    private static let texts = StatementVariants("LoadMoment") { access, _ in
        """
        SELECT clock_timestamp(), (\(access.transactionNumber))::text,
            b.id, b.name, b.currency, b.time_zone, b.payment_term_days, b.created_at
        FROM (SELECT) AS always LEFT JOIN josk.businesses AS b ON b.id = $1
        """
    }

    func bind(_ parameters: inout Parameters) { parameters.append(business) }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> Moment {
        Moment(now: try row.next(), transaction: try row.nextIfAny(), business: try Business(ifAny: &row))
    }
}

/// When a transaction is decided, and on what business.
struct Moment: Sendable {
    let now: Timestamp
    /// The transaction's xid8, in decimal, if it has one.
    let transaction: String?
    let business: Business?
}
