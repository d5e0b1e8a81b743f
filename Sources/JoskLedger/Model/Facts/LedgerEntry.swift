/// One entry of a customer's credit ledger, which is append-only and numbered without gaps.
///
/// An entry carries the balance after it and the credit limit in force. The last entry therefore has the customer's
/// current balance and limit, and every charge proves that it was within its limit. An entry also carries the hash of
/// the previous entry and its own (see ``hash``), so that an audit detects an edit by a user with write access.
public struct LedgerEntry: Sendable, Hashable, Codable {
    /// The kind of a ledger entry, with its values.
    public enum Kind: Sendable, Hashable {
        /// The opening of the account with a credit limit.
        ///
        /// It is the first entry of every ledger; the amount is zero.
        case opened
        /// A purchase on credit; the amount is positive.
        ///
        /// The content hash is the order's ``Order/contentHash(in:)``.
        case charge(Order.ID, contentHash: ContentHash, due: CalendarDate)
        /// A payment by the customer; the amount is negative.
        ///
        /// The date is the day from which the payment counts.
        case payment(PaymentReference?, effective: CalendarDate)
        /// A refund of a purchase or of a part of it; the amount is negative.
        ///
        /// The content hash is the refund's ``Refund/contentHash(in:)``.
        case refund(Refund.ID, contentHash: ContentHash)
        /// The reversal of a failed payment (for example a bounced cheque); the amount is the paid amount, positive.
        ///
        /// The number is the payment's ``LedgerEntry/sequence`` in the same ledger.
        case reversal(ofPayment: Int64, Reason)
        /// A payout to a customer in credit, with the payment's reference, if there is one, and its effective day.
        ///
        /// The entry's amount is positive: the payout reduces the credit.
        case payout(PaymentReference?, effective: CalendarDate)
        /// A correction of the balance, up or down.
        case adjustment(Adjustment, Reason, effective: CalendarDate)
        /// A change of the credit limit; the amount is zero, and the entry carries the new limit.
        case limitChanged
    }

    /// The kind of an adjustment of a customer's balance.
    public enum Adjustment: Sendable, Hashable {
        /// The amount that a customer owed, or was in credit by, at the cut-over to Josk, with its due date.
        case openingBalance(due: CalendarDate)
        /// A debt that the business wrote off.
        case writeOff
        /// A goodwill credit.
        case goodwill
        /// The correction of an error.
        case correction
    }

    /// The customer.
    public let customerID: Customer.ID
    /// The entry's number in the customer's ledger, counted from 1 without gaps.
    public let sequence: Int64
    /// The kind of the entry, with its values.
    public let kind: Kind
    /// The change of the balance: positive if the customer owes more.
    public let amount: Money
    /// The amount that the customer owes after this entry.
    public let balance: Money
    /// The credit limit in force.
    public let creditLimit: Money
    /// The time when the entry was recorded; never before the time of the previous entry.
    public let recordedAt: Timestamp
    /// The command that made the entry.
    public let commandID: JournalEntry.ID
    /// The hash of the previous entry; ``ContentHash/zero`` for the first entry.
    public let previousHash: ContentHash
    /// The SHA-256 of this entry's content and of the previous hash.
    ///
    /// ``computedHash(in:)`` lists the exact content.
    public let hash: ContentHash

    /// Creates an entry from its stored values; for use by stores.
    public init(
        customerID: Customer.ID, sequence: Int64, kind: Kind, amount: Money, balance: Money,
        creditLimit: Money,
        recordedAt: Timestamp, commandID: JournalEntry.ID, previousHash: ContentHash, hash: ContentHash
    ) {
        self.customerID = customerID
        self.sequence = sequence
        self.kind = kind
        self.amount = amount
        self.balance = balance
        self.creditLimit = creditLimit
        self.recordedAt = recordedAt
        self.commandID = commandID
        self.previousHash = previousHash
        self.hash = hash
    }

    /// The amount that the customer could still charge right after this entry: limit − balance.
    ///
    /// It is negative if the balance exceeds the limit, for example after the limit was lowered. It exceeds the limit
    /// if the customer was in credit.
    public var availableCredit: Money {
        // Both amounts are within ±10^15 (see Limits), so their difference does not overflow Int64. Rows that a store
        // has read may be damaged; then a meaningless number is better than a trap.
        Money(minorUnits: creditLimit.minorUnits &- balance.minorUnits, balance.currency)
    }
}
