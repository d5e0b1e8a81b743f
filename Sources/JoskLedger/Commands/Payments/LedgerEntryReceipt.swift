/// The result of a reversal, a payout or an adjustment: one entry in the customer's ledger.
public struct LedgerEntryReceipt: Sendable, Hashable, Codable {
    /// The customer.
    public let customerID: Customer.ID
    /// The sequence number of the ledger entry.
    public let entrySequence: Int64
    /// The change of the balance; positive if the customer owes more.
    public let amount: Money
    /// The balance after this command: the amount that the customer owed; negative if the customer was in credit.
    public let balance: Money
    /// The time of recording.
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
