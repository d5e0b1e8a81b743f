/// A rule that was found broken, and every row that takes part in it: one of them was damaged.
///
/// A rule that holds between two rows cannot tell which of them was changed. But whichever it was, it takes
/// part in every rule that the change broke; so the row that explains the most is the one to name.
struct Clue: Sendable {
    let rule: AuditViolation.Rule
    /// Who takes part, the likeliest first. At least one is a row.
    let suspects: [Suspect]
    let detail: String
}

/// One that takes part in a broken rule.
enum Suspect: Sendable, Hashable {
    /// A row, there or missing.
    case row(AuditViolation.Row)
    /// A command that misses a fact.
    case claimant(of: AuditViolation.Row)
    /// A movement that is missing, of which only the product is known.
    case someMovement(of: Product.ID)
    /// An order that is missing, of which only the number among its customer's orders is known.
    case someOrder(numbered: Int64)
}

extension Suspect {
    static func entry(_ entry: LedgerEntry) -> Suspect { .entry(entry.customerID, entry.sequence) }
    static func entry(_ customer: Customer.ID, _ sequence: Int64) -> Suspect {
        .row(.ledgerEntry(customer, sequence: sequence))
    }
    static func order(_ id: Order.ID) -> Suspect { .row(.order(id)) }
    static func refund(_ id: Refund.ID) -> Suspect { .row(.refund(id)) }
    static func customer(_ id: Customer.ID) -> Suspect { .row(.customer(id)) }
    static func product(_ id: Product.ID) -> Suspect { .row(.product(id)) }
    static func movement(_ movement: StockMovement) -> Suspect {
        .movement(movement.productID, movement.sequence)
    }
    static func movement(_ product: Product.ID, _ sequence: Int64) -> Suspect {
        .row(.stockMovement(product, sequence: sequence))
    }
    static func command(_ id: JournalEntry.ID) -> Suspect { .row(.command(id)) }
    static func business(_ id: Business.ID) -> Suspect { .row(.business(id)) }
}
