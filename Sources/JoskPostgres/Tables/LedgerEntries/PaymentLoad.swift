internal import JoskLedger
internal import JoskLibPQ

/// A query for payments by customer and number, each with the number of its reversal.
struct LoadPayments: FixedStatement {
    let business: Business.ID
    let payments: [Payment.ID]

    static let sql = """
        SELECT \(PaymentRow.columns)
        FROM unnest($2::uuid[], $3::bigint[]) AS u (customer_id, sequence)
        CROSS JOIN LATERAL (
            SELECT * FROM josk.ledger_entries
            WHERE business_id = $1 AND customer_id = u.customer_id AND sequence = u.sequence OFFSET 0
        ) AS e
        \(PaymentRow.reversal)
        WHERE e.kind = 'payment'
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: payments.map(\.customerID))
        parameters.append(array: payments.map(\.entrySequence))
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> PaymentRow {
        try PaymentRow(from: &row)
    }
}
