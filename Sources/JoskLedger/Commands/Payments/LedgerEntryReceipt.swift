/// The result of a reversal, a payout or an adjustment: one entry in the customer's ledger.
public struct LedgerEntryReceipt: Sendable, Hashable, Codable {
    /// The ledger entry.
    public let entry: PostedEntry
    /// The change of the balance; positive if the customer owes more.
    public let amount: Money
    /// The balance after this command: the amount that the customer owed; negative if the customer was in credit.
    public let balance: Money
    /// The time of recording.
    public let recordedAt: Timestamp
}

extension LedgerEntryReceipt {
    /// The customer.
    public var customerID: Customer.ID { entry.customerID }

    init(of entry: LedgerEntry) {
        self.init(
            entry: PostedEntry(entry), amount: entry.amount, balance: entry.balance,
            recordedAt: entry.recordedAt)
    }
}

extension LedgerEntryReceipt: PostingReceipt {
    /// The ledger entry.
    public var postedEntry: PostedEntry? { entry }
}

extension LedgerEntryReceipt: CommandReceipt {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(entry)
        encoder.append(amount)
        encoder.append(balance)
        encoder.append(recordedAt)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(
            entry: try decoder.next(), amount: try decoder.next(), balance: try decoder.next(),
            recordedAt: try decoder.next())
    }
}
