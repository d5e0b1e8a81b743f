/// What an audit found.
public struct AuditReport: Sendable, Hashable {
    /// How many facts of each kind were examined.
    public struct Counts: Sendable, Hashable {
        /// Customers.
        public internal(set) var customers = 0
        /// Ledger entries.
        public internal(set) var entries = 0
        /// Orders.
        public internal(set) var orders = 0
        /// Refunds.
        public internal(set) var refunds = 0
        /// Products.
        public internal(set) var products = 0
        /// Stock movements.
        public internal(set) var movements = 0
        /// Accepted commands.
        public internal(set) var commands = 0
    }

    /// The business that was audited.
    public let businessID: Business.ID
    /// How much was examined.
    public let counts: Counts
    /// Each rule that was found broken, with the row that breaks it; empty if all is well.
    public let violations: [AuditViolation]

    /// Whether nothing was found.
    public var isClean: Bool { violations.isEmpty }
}

/// A rule that the facts break, and the row to look at.
///
/// Most rules hold between rows: a charge is over its order's total, a receipt says what the facts say.
/// Whichever of them was changed behind the store's back, it takes part in every rule that the change broke.
/// So the row that is named is the one that explains the most, and each broken rule is told of the row that
/// explains it: one damage names one row. Where two explain as much, it is the one that nothing else vouches
/// for; of an order and a ledger entry whose own hash is right, it is the order. What else may be wrong among
/// the rows that a named row takes part with, a further audit tells when that row was put right.
///
/// A row that is missing is named as it would be if it were there, where its number, another row or its
/// command's receipt tells which it is.
public struct AuditViolation: Sendable, Hashable {
    /// A row, named as the store holds it.
    public enum Row: Sendable, Hashable {
        /// The business.
        case business(Business.ID)
        /// A ledger entry, by customer and sequence.
        case ledgerEntry(Customer.ID, sequence: Int64)
        /// The customer.
        case customer(Customer.ID)
        /// An order.
        case order(Order.ID)
        /// A refund.
        case refund(Refund.ID)
        /// A product.
        case product(Product.ID)
        /// A stock movement, by product and sequence.
        case stockMovement(Product.ID, sequence: Int64)
        /// An accepted command.
        case command(JournalEntry.ID)
    }

    /// What must hold.
    public enum Rule: String, Sendable, Hashable, CaseIterable {
        /// The business exists.
        case businessExists
        /// Every row belongs to one that exists: an entry to a customer, a movement to a product, a refund to
        /// an order.
        case rowHasOwner
        /// Entries, orders, refunds and movements are numbered from 1 without gaps, in this order.
        case sequenceWithoutGaps
        /// An entry's balance is the balance before it plus its amount.
        case balanceIsSum
        /// An entry's hash is the hash of the business, of its content and of the hash before it.
        case hashCoversContent
        /// The content of an order or a refund is the one whose hash its ledger entry carries, which covers
        /// the business too.
        case contentMatchesHash
        /// An entry carries the hash of the entry before it.
        case hashFollowsPredecessor
        /// Amounts and quantities have the sign of their kind; amounts have the currency of the business.
        case amountFitsKind
        /// A ledger begins with its opening, at zero, and has no other.
        case ledgerIsOpenedOnce
        /// A limit changes only in an entry that says so.
        case limitChangesOpenly
        /// No charge goes beyond the limit that was in force.
        case chargeWithinLimit
        /// No payout leaves the customer owing something.
        case payoutWithinCredit
        /// No entry of a ledger, and no movement of a product, is older than the one before it.
        case timeNeverGoesBack
        /// An order's lines have the amounts of their quantities and prices, and its total is their sum.
        case orderTotalIsSum
        /// An order that cost something has one charge over its total, and every charge has its order.
        case chargeMatchesOrder
        /// No more was refunded of a line than was bought, and at the price that was paid.
        case refundWithinPurchase
        /// A refund of something has one ledger entry over its total, and every such entry has its refund.
        case entryMatchesRefund
        /// A reversal undoes one payment that came before it, all of it, and no payment is reversed twice.
        case reversalMatchesPayment
        /// A movement's stock is the stock before it plus its quantity, and not below zero.
        case stockIsSum
        /// A product's stock is what its last movement left.
        case stockMatchesMovements
        /// Each order took its quantity of each product in one movement, and every sale has its order.
        case saleMatchesOrder
        /// Each refund returned its restocked quantity of each product in one movement, and every return has
        /// its refund.
        case returnMatchesRefund
        /// Every fact was made by a command that is in the journal, and so was every product that never had
        /// stock.
        case factHasCommand
        /// Every command in the journal has the facts that its receipt tells of, and as many as it made.
        case commandHasFacts
        /// A receipt ends with the hash of its row in the journal, which covers the business and all that the
        /// row says.
        case sealCoversCommand
        /// The facts of a command are those whose hash its row in the journal carries.
        case sealCoversFacts
        /// The facts of a command are of the kinds that such a command makes, and of one customer.
        case factFitsCommand
        /// A fact is not older than its command, and the facts of one command agree about the time.
        case timeFitsCommand
        /// A command is of a kind that this library knows, and its receipt can be read.
        case receiptIsReadable
        /// A receipt says what the facts of its command say.
        case receiptMatchesFacts
        /// A command's identifier and its key are used once.
        case keyIsUsedOnce
    }

    /// The rule that is broken.
    public let rule: Rule
    /// The row that breaks it.
    public let row: Row
    /// What was expected and what was found, for people.
    public let detail: String
}

extension AuditViolation: CustomStringConvertible {
    /// One line for people.
    public var description: String { "\(rule.rawValue): \(row): \(detail)" }
}

extension AuditViolation.Row: CustomStringConvertible {
    /// The row's kind and key.
    public var description: String {
        switch self {
        case .business(let id): "business \(id)"
        case .customer(let id): "customer \(id)"
        case .ledgerEntry(let id, let sequence): "entry \(sequence) of customer \(id)"
        case .order(let id): "order \(id)"
        case .refund(let id): "\(id)"
        case .product(let id): "product \(id)"
        case .stockMovement(let id, let sequence): "movement \(sequence) of product \(id)"
        case .command(let id): "command \(id)"
        }
    }
}
