internal import JoskLedger
internal import JoskLibPQ

/// A customer and the head of the customer's ledger.
struct CustomerAccountRow: Sendable {
    static let columns = """
        c.id, c.name, c.reference, c.payment_term_days, c.is_active, \(LedgerHead.columns)
        """

    let customer: Customer
    let head: LedgerHead

    init(from row: inout Rows.RowDecoder) throws(PostgresError) {
        customer = try Customer(from: &row)
        head = try LedgerHead(from: &row)
    }

    func customerAccount(in currency: Currency) -> CustomerAccount {
        head.customerAccount(of: customer, in: currency)
    }
}
