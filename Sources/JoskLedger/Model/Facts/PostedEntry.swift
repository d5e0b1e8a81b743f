/// The ledger entry that a command made, as the command's receipt names it.
///
/// The hash covers the entry and, through ``LedgerEntry/previousHash``, all entries before it. An application that
/// keeps its receipts outside of the database can therefore find out with ``Tenant/verify(entry:)`` what a
/// restore to an earlier time has lost.
public struct PostedEntry: Sendable, Hashable, Codable {
    /// The customer whose ledger has the entry.
    public let customerID: Customer.ID
    /// The entry's number in the customer's ledger: ``LedgerEntry/sequence``.
    public let sequence: Int64
    /// The SHA-256 of the entry: ``LedgerEntry/hash``.
    public let hash: ContentHash

    /// Creates the name of an entry from its parts, for example from kept columns.
    public init(customerID: Customer.ID, sequence: Int64, hash: ContentHash) {
        self.customerID = customerID
        self.sequence = sequence
        self.hash = hash
    }

    /// Creates the name of an entry.
    public init(_ entry: LedgerEntry) {
        self.init(customerID: entry.customerID, sequence: entry.sequence, hash: entry.hash)
    }
}

extension PostedEntry: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(customerID)
        encoder.append(sequence)
        encoder.append(hash)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(
            customerID: try decoder.next(), sequence: try decoder.next(), hash: try decoder.next())
    }
}

/// The receipt of a command that may post to a customer's ledger.
public protocol PostingReceipt: Sendable {
    /// The ledger entry of the command; nil for a purchase or a refund of zero, which makes none.
    var postedEntry: PostedEntry? { get }
}
