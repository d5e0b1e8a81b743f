/// The result of an audit.
public struct AuditReport: Sendable, Hashable {
    /// The number of rows of each kind that an audit examined.
    public struct Counts: Sendable, Hashable {
        /// The number of customers.
        public internal(set) var customers = 0
        /// The number of ledger entries.
        public internal(set) var entries = 0
        /// The number of orders.
        public internal(set) var orders = 0
        /// The number of refunds.
        public internal(set) var refunds = 0
        /// The number of products.
        public internal(set) var products = 0
        /// The number of stock movements.
        public internal(set) var movements = 0
        /// The number of accepted commands.
        public internal(set) var commands = 0
    }

    /// The audited business.
    public let businessID: Business.ID
    /// The number of examined rows of each kind.
    public let counts: Counts
    /// The broken rules, each with the row that breaks it; empty if the audit found no violation.
    public let violations: [AuditViolation]

    /// True if the audit found no violation.
    public var isClean: Bool { violations.isEmpty }
}

/// A rule that the stored facts break, and the row to examine.
///
/// Most rules relate several rows: a charge equals its order's total, a receipt agrees with the facts. A row
/// that was changed outside the store takes part in every rule that the change broke. The audit therefore names
/// the row that explains the most broken rules, and reports each broken rule with the row that explains it: one
/// damaged row leads to one named row. If two rows explain equally many, the audit names the likelier one: in most
/// cases the row that neither another row nor a hash confirms, such as an order beside a ledger entry whose hash is
/// correct. A named row can hide further damage among the rows that share a rule with it. Repair the named row and
/// audit again.
///
/// A missing row is named as if it were present, if its number, another row or its command's receipt identifies
/// it.
public struct AuditViolation: Sendable, Hashable {
    /// A stored row, identified by its key.
    public enum Row: Sendable, Hashable {
        /// The business.
        case business(Business.ID)
        /// A ledger entry, identified by customer and sequence.
        case ledgerEntry(Customer.ID, sequence: Int64)
        /// A customer.
        case customer(Customer.ID)
        /// An order.
        case order(Order.ID)
        /// A refund.
        case refund(Refund.ID)
        /// A product.
        case product(Product.ID)
        /// A stock movement, identified by product and sequence.
        case stockMovement(Product.ID, sequence: Int64)
        /// An accepted command.
        case command(JournalEntry.ID)
    }

    /// The rules that an audit checks.
    public enum Rule: String, Sendable, Hashable, CaseIterable {
        /// The business exists.
        case businessExists
        /// Every ledger entry and order has its customer, every stock movement its product, every refund its
        /// order.
        case rowHasOwner
        /// The entries and orders of a customer, the refunds of an order and the movements of a product are
        /// numbered from 1 without gaps, in ascending order.
        case sequenceWithoutGaps
        /// An entry's balance is the previous balance plus the entry's amount.
        case balanceIsSum
        /// An entry's hash covers the business, the entry's content and the previous hash.
        case hashCoversContent
        /// The content of an order or a refund has the hash that its ledger entry carries.
        ///
        /// The hash also covers the business.
        case contentMatchesHash
        /// An entry carries the hash of the entry before it.
        case hashFollowsPredecessor
        /// Amounts and quantities have the sign of their kind, and amounts have the currency of the business.
        case amountFitsKind
        /// A ledger begins with its opening entry, at zero, and has no other opening entry.
        case ledgerIsOpenedOnce
        /// The credit limit changes only in an entry of the kind ``LedgerEntry/Kind/limitChanged``.
        case limitChangesOpenly
        /// No charge takes the balance beyond the credit limit in force.
        case chargeWithinLimit
        /// No payout leaves the customer in debt.
        case payoutWithinCredit
        /// No ledger entry and no stock movement is older than its predecessor, and no refund is older than its
        /// order.
        ///
        /// The predecessor of a product's first movement is the addition of the product.
        case timeNeverGoesBack
        /// The amount of each line of an order is its quantity times its price, and the total is the sum of the
        /// lines.
        case orderTotalIsSum
        /// An order with a total other than zero has one charge of that total, and every charge has its order.
        case chargeMatchesOrder
        /// The refunds of a line do not exceed the units bought, and are at the price paid.
        case refundWithinPurchase
        /// A refund with a total other than zero has one ledger entry of that total, and every such entry has
        /// its refund.
        case entryMatchesRefund
        /// A reversal reverses one earlier payment completely, and no payment is reversed twice.
        case reversalMatchesPayment
        /// A movement's stock is the previous stock plus the movement's quantity, and is not below zero.
        case stockIsSum
        /// A product's stock, movement count and last movement time are those of its last movement.
        case stockMatchesMovements
        /// An order has one sale of each product, over the quantity bought, and every sale has its order.
        case saleMatchesOrder
        /// A refund has one return of each restocked product, over the quantity restocked, and every return has
        /// its refund.
        case returnMatchesRefund
        /// The journal has the command of each fact, and of each product that never had stock.
        ///
        /// A product that had stock has movements, which are facts.
        case factHasCommand
        /// Every command in the journal has the facts that its receipt names, and the number of facts that it
        /// made.
        case commandHasFacts
        /// A receipt ends with the hash of its journal row.
        ///
        /// The hash covers the business and every field of the row.
        case sealCoversCommand
        /// The facts of a command have the hash that the command's journal row carries.
        case sealCoversFacts
        /// The facts of a command are of the kinds that the command makes, and belong to one customer.
        case factFitsCommand
        /// No fact is older than its command.
        ///
        /// A charge has the time of its order, and the ledger entry of a refund is not later than the refund.
        case timeFitsCommand
        /// A command is of a kind that this library supports, and its receipt can be decoded.
        case receiptIsReadable
        /// A receipt agrees with the facts of its command.
        case receiptMatchesFacts
        /// A command's identifier and its idempotency key are used once.
        case keyIsUsedOnce
    }

    /// The broken rule.
    public let rule: Rule
    /// The row that breaks it.
    public let row: Row
    /// The expected and the found values, as text for people.
    public let detail: String
}

extension AuditViolation: CustomStringConvertible {
    /// The rule, the row and the detail, in one line.
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
