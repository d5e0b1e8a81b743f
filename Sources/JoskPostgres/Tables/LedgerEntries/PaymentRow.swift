internal import JoskLedger
internal import JoskLibPQ

/// A payment and the number of its reversal.
struct PaymentRow: Sendable {
    /// The columns of a reversal, aliased `r`, and of a payment, aliased `e`, in the order of ``init(from:)``.
    static let columns = """
        r.sequence, \(LedgerEntryRow.columns(of: "e"))
        """

    /// The join of the reversals to payments of the business $1 that are aliased `e`.
    static let reversal = """
        LEFT JOIN LATERAL (
            SELECT sequence FROM josk.ledger_entries
            WHERE business_id = $1 AND customer_id = e.customer_id AND reversed_sequence = e.sequence OFFSET 0
        ) AS r ON true
        """

    let reversalSequence: Int64?
    let entry: LedgerEntryRow

    init(from row: inout Rows.RowDecoder) throws(PostgresError) {
        reversalSequence = try row.nextIfAny()
        entry = try LedgerEntryRow(from: &row)
    }

    func payment(in currency: Currency) -> Payment {
        Payment(entry: entry.entry(in: currency), reversalSequence: reversalSequence)
    }
}
