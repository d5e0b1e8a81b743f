/// A payment, and whether it came to nothing.
public struct Payment: Sendable, Hashable, Codable, Identifiable {
    /// A payment is known by its customer and the number of its ledger entry.
    public struct ID: Sendable, Hashable, Codable {
        /// The customer who paid.
        public let customerID: Customer.ID
        /// The ``LedgerEntry/sequence`` of the payment.
        public let entrySequence: Int64

        /// The identifier of one payment of a customer.
        public init(customerID: Customer.ID, entrySequence: Int64) {
            self.customerID = customerID
            self.entrySequence = entrySequence
        }
    }

    /// The entry that recorded it.
    public let entry: LedgerEntry
    /// The ``LedgerEntry/sequence`` of the entry that reversed it; nil if none did.
    public package(set) var reversalSequence: Int64?

    /// A payment as it stands; for stores, which read it back.
    public init(entry: LedgerEntry, reversalSequence: Int64?) {
        self.entry = entry
        self.reversalSequence = reversalSequence
    }

    /// The payment's identifier.
    public var id: ID { ID(customerID: entry.customerID, entrySequence: entry.sequence) }
    /// What was paid; positive.
    public var amount: Money { entry.amount.negated }
}

extension Payment.ID: Comparable {
    /// By customer, then by number.
    public static func < (one: Self, other: Self) -> Bool {
        (one.customerID, one.entrySequence) < (other.customerID, other.entrySequence)
    }
}

extension Payment.ID: LosslessStringConvertible {
    /// The payment that a text names: the customer's identifier, a slash, the number.
    public init?(_ description: String) {
        let parts = description.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let customerID = Customer.ID(String(parts[0])), let number = Int64(parts[1])
        else { return nil }
        self.init(customerID: customerID, entrySequence: number)
    }

    /// "0192…/3"
    public var description: String { "\(customerID)/\(entrySequence)" }
}

extension Payment.ID: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(customerID)
        encoder.append(entrySequence)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(customerID: try decoder.next(), entrySequence: try decoder.next())
    }
}
