import JoskLedger
import JoskLibPQ

/// A query for the refunds of one order, by the same lookup as ``FindOrder``.
struct FindRefunds: PostgresStatement {
    let business: Business.ID
    let lookup: OrderLookup

    var name: String { "josk_FindRefunds_\(lookup.column)" }
    var sql: String {
        """
        SELECT \(RefundRow.columns)
        FROM josk.orders AS o
        JOIN josk.refunds AS r ON r.business_id = o.business_id AND r.order_id = o.id
        \(RefundRow.lines)
        WHERE o.business_id = $1 AND o.\(lookup.column) = $2
        ORDER BY r.number
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        lookup.bind(&parameters)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> RefundRow {
        try RefundRow(from: &row)
    }
}
