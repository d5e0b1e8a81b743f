extension LedgerEntry {
    /// The version of the hashed encoding.
    ///
    /// A released version never changes. A new kind of entry has its own tag and needs no new version. A new field of
    /// an existing kind is appended only where it is set.
    private static let hashVersion: UInt8 = 1

    /// Returns the hash that the entry must carry.
    ///
    /// The hash is the SHA-256 of the canonical encoding, version 1, of the business, the previous hash, the customer,
    /// the sequence, the kind with its values, the amount, the balance, the limit, the time and the command.
    public func computedHash(in business: Business.ID) -> ContentHash {
        var encoder = CanonicalEncoder(capacity: 320)
        encoder.append("josk.ledger-entry")
        encoder.append(byte: Self.hashVersion)
        encoder.append(business)
        encoder.append(previousHash)
        encoder.append(customerID)
        encoder.append(sequence)
        append(kind, to: &encoder)
        encoder.append(amount)
        encoder.append(balance)
        encoder.append(creditLimit)
        encoder.append(recordedAt)
        encoder.append(commandID)
        return ContentHash(hashing: encoder.bytes)
    }

    private func append(_ kind: Kind, to encoder: inout CanonicalEncoder) {
        switch kind {
        case .opened:
            encoder.append("opened")
        case .charge(let order, let content, let due):
            encoder.append("charge")
            encoder.append(order)
            encoder.append(content)
            encoder.append(due)
        case .payment(let reference, let effective):
            encoder.append("payment")
            encoder.append(reference)
            encoder.append(effective)
        case .refund(let refund, let content):
            encoder.append("refund")
            encoder.append(refund)
            encoder.append(content)
        case .reversal(let payment, let reason):
            encoder.append("reversal")
            encoder.append(payment)
            encoder.append(reason)
        case .payout(let reference, let effective):
            encoder.append("payout")
            encoder.append(reference)
            encoder.append(effective)
        case .adjustment(let adjustment, let reason, let effective):
            encoder.append("adjustment")
            encoder.append(adjustment)
            encoder.append(reason)
            encoder.append(effective)
        case .limitChanged:
            encoder.append("limit")
        }
    }

    /// Creates an entry and computes its hash.
    init(
        in business: Business.ID, customerID: Customer.ID, sequence: Int64, kind: Kind, amount: Money,
        balance: Money, creditLimit: Money, recordedAt: Timestamp, commandID: JournalEntry.ID,
        previousHash: ContentHash
    ) {
        let unhashed = LedgerEntry(
            customerID: customerID, sequence: sequence, kind: kind, amount: amount, balance: balance,
            creditLimit: creditLimit, recordedAt: recordedAt, commandID: commandID,
            previousHash: previousHash,
            hash: .zero)
        self.init(
            customerID: customerID, sequence: sequence, kind: kind, amount: amount, balance: balance,
            creditLimit: creditLimit, recordedAt: recordedAt, commandID: commandID,
            previousHash: previousHash,
            hash: unhashed.computedHash(in: business))
    }
}
