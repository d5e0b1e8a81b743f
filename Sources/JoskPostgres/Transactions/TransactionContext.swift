import JoskLedger
import JoskLibPQ

/// A query for the time, the transaction's ID and the business.
struct LoadTransactionContext: PostgresStatement {
    let business: Business.ID
    let access: RowAccess

    var name: String { text.name }
    var sql: String { text.sql }
    private var text: StatementVariants.Text { Self.texts[access, hasOrders: false] }
    /// The texts, which return a row even if the business does not exist.
    private static let texts = StatementVariants("LoadTransactionContext") { access, _ in
        """
        SELECT clock_timestamp(), (\(access.transactionNumber))::text,
            b.id, b.name, b.currency, b.time_zone, b.payment_term_days, b.created_at
        FROM (SELECT) AS always LEFT JOIN josk.businesses AS b ON b.id = $1
        """
    }

    func bind(_ parameters: inout Parameters) { parameters.append(business) }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> TransactionContext {
        TransactionContext(
            now: try row.next(), transactionID: try row.nextIfAny(), business: try Business(ifAny: &row))
    }
}

/// The time of a transaction's decision, the transaction's ID and the business.
struct TransactionContext: Sendable {
    let now: Timestamp
    /// The transaction's ID, an xid8 in decimal, if it has one.
    let transactionID: String?
    let business: Business?
}
