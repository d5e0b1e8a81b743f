internal import JoskLedger
internal import JoskLibPQ

/// A customer and where the ledger stands.
struct AccountRow: Sendable {
    static let columns = """
        c.id, c.name, c.reference, c.payment_term_days, c.is_active, \(Standing.columns)
        """

    let customer: Customer
    let standing: Standing

    init(from row: inout Rows.RowDecoder) throws(PostgresError) {
        customer = try Customer(from: &row)
        standing = try Standing(from: &row)
    }

    func account(in currency: Currency) -> Account { standing.account(of: customer, in: currency) }
}
