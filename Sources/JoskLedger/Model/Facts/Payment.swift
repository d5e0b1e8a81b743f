/// A payment, with its reversal if the payment failed.
public struct Payment: Sendable, Hashable, Codable, Identifiable {
    /// The identifier of a payment: the customer and the number of the payment's ledger entry.
    public struct ID: Sendable, Hashable, Codable {
        /// The customer who paid.
        public let customerID: Customer.ID
        /// The ``LedgerEntry/sequence`` of the payment.
        public let entrySequence: Int64

        /// Creates the identifier of a customer's payment.
        public init(customerID: Customer.ID, entrySequence: Int64) {
            self.customerID = customerID
            self.entrySequence = entrySequence
        }
    }

    /// The ledger entry that recorded the payment.
    public let entry: LedgerEntry
    /// The ``LedgerEntry/sequence`` of the entry that reversed the payment; nil if the payment is not reversed.
    public package(set) var reversalSequence: Int64?

    /// Creates a payment from its stored values; for use by stores.
    public init(entry: LedgerEntry, reversalSequence: Int64?) {
        self.entry = entry
        self.reversalSequence = reversalSequence
    }

    /// The payment's identifier.
    public var id: ID { ID(customerID: entry.customerID, entrySequence: entry.sequence) }
    /// The paid amount; positive.
    public var amount: Money { entry.amount.negated }
}

extension Payment.ID: Comparable {
    /// Compares two identifiers by customer, then by entry number.
    public static func < (one: Self, other: Self) -> Bool {
        (one.customerID, one.entrySequence) < (other.customerID, other.entrySequence)
    }
}

extension Payment.ID: LosslessStringConvertible {
    /// Creates an identifier from its text: the customer's identifier, a slash and the entry number.
    ///
    /// The result is nil for a text of another form.
    public init?(_ description: String) {
        let parts = description.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let customerID = Customer.ID(String(parts[0])), let number = Int64(parts[1])
        else { return nil }
        self.init(customerID: customerID, entrySequence: number)
    }

    /// The customer's identifier, a slash and the entry number: "0192…/3".
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
