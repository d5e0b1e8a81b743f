/// A broken rule, and every row that takes part in it.
///
/// One of these rows is damaged. A rule that relates two rows does not show which of them was changed. The
/// changed row takes part in every rule that the change broke, so ``Findings`` names the row that explains the
/// most.
struct Clue: Sendable {
    let rule: AuditViolation.Rule
    /// The suspects, the likeliest first.
    ///
    /// At least one is a row.
    let suspects: [Suspect]
    let detail: String
}

/// A row that takes part in a broken rule and may be the damaged one.
enum Suspect: Sendable, Hashable {
    /// A row, present or missing.
    case row(AuditViolation.Row)
    /// A command whose receipt names a row that is not among the command's facts.
    case claimant(of: AuditViolation.Row)
    /// A missing movement of which only the product is known.
    case someMovement(of: Product.ID)
    /// A missing order of which only the number among its customer's orders is known.
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

extension Suspect: CustomStringConvertible {
    /// The suspect's name in a message.
    var description: String {
        switch self {
        case .row(let row), .claimant(of: let row): row.description
        case .someMovement(of: let product): "a movement of product \(product)"
        case .someOrder(numbered: let number): "the order with the number \(number)"
        }
    }
}
