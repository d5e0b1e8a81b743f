internal import JoskLedger
internal import JoskLibPQ

/// A row of `ledger_entries`, in which the kind of the entry is split into columns.
struct LedgerEntryRow: Sendable {
    /// Returns the columns of an entry, in the order of ``init(from:)``.
    static func columns(of table: String) -> String {
        [
            "customer_id", "sequence", "kind", "amount", "balance", "credit_limit", "recorded_at",
            "command_id", "previous_hash", "hash", "order_id", "refund_number", "content", "due_date",
            "effective_date", "reference", "reversed_sequence", "adjustment", "reason",
        ].map { "\(table).\($0)" }.joined(separator: ", ")
    }

    let customerID: Customer.ID
    let sequence: Int64
    let kind: LedgerEntry.Kind
    let amount: Int64
    let balance: Int64
    let creditLimit: Int64
    let recordedAt: Timestamp
    let commandID: JournalEntry.ID
    let previousHash: ContentHash
    let hash: ContentHash

    init(from row: inout Rows.RowDecoder) throws(PostgresError) {
        customerID = try row.next()
        sequence = try row.next()
        let kind = try row.next(String.self)
        amount = try row.next()
        balance = try row.next()
        creditLimit = try row.next()
        recordedAt = try row.next()
        commandID = try row.next()
        previousHash = try row.next()
        hash = try row.next()
        self.kind = try LedgerEntryKindColumns(from: &row).kind(named: kind)
        try check(amount, within: Limits.amount, "amount")
        try check(balance, within: Limits.amount, "balance")
        try check(creditLimit, within: Limits.nonNegativeAmount, "credit limit")
        try check(sequence, within: 1...RowCounts.number.upperBound, "sequence")
    }

    func entry(in currency: Currency) -> LedgerEntry {
        LedgerEntry(
            customerID: customerID, sequence: sequence, kind: kind,
            amount: Money(minorUnits: amount, currency),
            balance: Money(minorUnits: balance, currency),
            creditLimit: Money(minorUnits: creditLimit, currency), recordedAt: recordedAt,
            commandID: commandID, previousHash: previousHash, hash: hash)
    }
}
