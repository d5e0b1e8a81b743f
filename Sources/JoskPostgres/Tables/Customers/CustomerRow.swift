internal import JoskLedger
internal import JoskLibPQ

extension Customer {
    static let columns = "id, name, reference, payment_term_days, is_active"

    init(from row: inout Rows.RowDecoder) throws(PostgresError) {
        self.init(
            id: try row.next(), name: try row.next(), reference: try row.nextIfAny(),
            paymentTerms: try row.nextPaymentTerms(), isActive: try row.next())
    }
}
