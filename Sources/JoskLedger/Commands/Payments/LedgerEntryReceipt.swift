/// A customer's ledger was written to by a reversal, a payout or an adjustment.
public struct LedgerEntryReceipt: Sendable, Hashable, Codable {
    /// The customer.
    public let customerID: Customer.ID
    /// The ledger entry.
    public let entrySequence: Int64
    /// The change of the balance: positive if the customer owes more.
    public let amount: Money
    /// What the customer owed right afterwards; negative if the customer was in credit.
    public let balance: Money
    /// When it was recorded.
    public let recordedAt: Timestamp
}

extension LedgerEntryReceipt {
    init(of entry: LedgerEntry) {
        self.init(
            customerID: entry.customerID, entrySequence: entry.sequence, amount: entry.amount,
            balance: entry.balance, recordedAt: entry.recordedAt)
    }
}

extension LedgerEntryReceipt: CommandReceipt {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(customerID)
        encoder.append(entrySequence)
        encoder.append(amount)
        encoder.append(balance)
        encoder.append(recordedAt)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(
            customerID: try decoder.next(), entrySequence: try decoder.next(), amount: try decoder.next(),
            balance: try decoder.next(), recordedAt: try decoder.next())
    }
}
