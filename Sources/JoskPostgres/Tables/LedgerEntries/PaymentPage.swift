import JoskLedger
import JoskLibPQ

/// A query for a page of the payments with a reference, by customer and number.
struct ListPayments: PostgresStatement {
    let business: Business.ID
    let reference: PaymentReference
    let page: PageRequest<Payment>

    var name: String { "josk_ListPayments_\(page.direction)" }
    var sql: String {
        """
        SELECT \(PaymentRow.columns)
        FROM josk.ledger_entries AS e
        \(PaymentRow.reversal)
        WHERE e.business_id = $1 AND e.kind = 'payment' AND e.reference = $2
            AND (e.customer_id, e.sequence) \(page.direction.comparison) ($3, $4)
            AND (e.customer_id, e.sequence) IS DISTINCT FROM ($5, $6)
        ORDER BY e.customer_id \(page.direction.keyword), e.sequence \(page.direction.keyword) LIMIT $7
        """
    }

    func bind(_ parameters: inout Parameters) {
        let isAscending = page.direction == .ascending
        parameters.append(business)
        parameters.append(reference)
        parameters.append(page.cursor?.customerID ?? (isAscending ? .least : .greatest))
        parameters.append(page.cursor?.entrySequence ?? (isAscending ? .least : .greatest))
        parameters.append(page.cursor?.customerID)
        parameters.append(page.cursor?.entrySequence)
        parameters.append(Int64(page.limit) + 1)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> PaymentRow {
        try PaymentRow(from: &row)
    }
}
