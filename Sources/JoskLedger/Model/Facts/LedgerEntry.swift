/// One entry of a customer's credit ledger, which is only ever appended to and numbered without gaps.
///
/// An entry carries the balance after it and the limit in force, so the last entry tells where the customer
/// stands, and every charge proves that it was within its limit. It carries the hash of the entry before it
/// and its own (see ``hash``), so that an edit by whoever can edit shows in an audit.
public struct LedgerEntry: Sendable, Hashable, Codable {
    /// What happened.
    public enum Kind: Sendable, Hashable {
        /// The account was opened with a credit limit. The first entry of every ledger, with the amount zero.
        case opened
        /// The customer bought on credit; the amount is positive. The content is the order's
        /// ``Order/contentHash(in:)``.
        case charge(Order.ID, contentHash: ContentHash, due: CalendarDate)
        /// The customer paid; the amount is negative. The date is the one that the payment counts from.
        case payment(PaymentReference?, effective: CalendarDate)
        /// A purchase was undone, or a part of it; the amount is negative. The content is the refund's
        /// ``Refund/contentHash(in:)``.
        case refund(Refund.ID, contentHash: ContentHash)
        /// A payment came to nothing (a bounced cheque); the amount is what was paid, and positive. The
        /// number is that of the payment in the same ledger.
        case reversal(ofPayment: Int64, Reason)
        /// A customer in credit was paid out; the amount is positive.
        case payout(PaymentReference?, effective: CalendarDate)
        /// The balance was corrected, up or down.
        case adjustment(Adjustment, Reason, effective: CalendarDate)
        /// The credit limit was changed; the amount is zero, and the entry carries the new limit.
        case limitChanged
    }

    /// Why a balance was corrected.
    public enum Adjustment: Sendable, Hashable {
        /// What a customer already owed (or was in credit by) at the cut-over to Josk, and when it is due.
        case openingBalance(due: CalendarDate)
        /// What the business gave up on.
        case writeOff
        /// What the business let the customer off.
        case goodwill
        /// What was wrong.
        case correction
    }

    /// The customer.
    public let customerID: Customer.ID
    /// Which of the customer's entries it is, counted from 1 without gaps.
    public let sequence: Int64
    /// What happened.
    public let kind: Kind
    /// The change of the balance: positive if the customer owes more.
    public let amount: Money
    /// What the customer owes after this entry.
    public let balance: Money
    /// The credit limit in force.
    public let creditLimit: Money
    /// When it was written; never before the entry that precedes it.
    public let recordedAt: Timestamp
    /// The command that wrote it.
    public let commandID: JournalEntry.ID
    /// The hash of the entry before it; ``ContentHash/zero`` for the first.
    public let previousHash: ContentHash
    /// The SHA-256 of this entry's content and the hash before it; ``computedHash(in:)`` says of what
    /// exactly.
    public let hash: ContentHash

    /// An entry as it was written; for stores, which read it back.
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

    /// What the customer could still charge right after this entry: limit − balance. It is negative where the
    /// limit was lowered below the balance, and more than the limit where the customer was in credit.
    public var availableCredit: Money {
        // Both are within ±10^15 (see Limits), so their difference is far from the end of Int64. What a store
        // has read may be damaged; then a number that makes no sense is better than a trap.
        Money(minorUnits: creditLimit.minorUnits &- balance.minorUnits, balance.currency)
    }
}
