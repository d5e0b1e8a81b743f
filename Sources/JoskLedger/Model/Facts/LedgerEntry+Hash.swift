extension LedgerEntry {
    /// The version of the encoding that is hashed. A released version never changes. A new kind of entry
    /// brings its own tag and needs no new version; a new field of an old kind is appended only where it is
    /// set.
    private static let hashVersion: UInt8 = 1

    /// The hash that the entry must carry: SHA-256 over the canonical encoding, version 1, of the business,
    /// the previous hash, the customer, the sequence, the kind with what it names, the amount, the balance,
    /// the limit, the time and the command.
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

    /// The entry with its hash put in.
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
