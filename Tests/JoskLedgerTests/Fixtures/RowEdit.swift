import JoskTesting

@testable import JoskLedger

/// A damage to one row of a history, with the keys that the row had before and has after it.
///
/// An audit may name the row by either key.
struct RowEdit {
    let what: String
    let facts: Facts
    let rows: Set<AuditViolation.Row>
    /// The rules that the damage breaks, possibly among others.
    var rules: Set<AuditViolation.Rule> = []

    /// Returns nil if the audit names the row and no other and reports these rules, or else a description of
    /// its findings.
    func failure() -> String? {
        let violations = facts.audit().violations
        let named = Set(violations.map(\.row))
        let broken = Set(violations.map(\.rule))
        if !named.isEmpty, named.isSubset(of: rows), rules.isSubset(of: broken) { return nil }
        return "\(what): \(violations.isEmpty ? "nothing is found" : "\(violations)")"
    }
}

/// An edit of one field of a kind of row.
struct FieldEdit {
    let field: String
    /// The rules that the edit breaks in any row.
    let rules: Set<AuditViolation.Rule>
    /// The type and the stored field of the edit: "Refund.id" for "Refund.id.number + 1".
    var subject: String {
        let path = field.prefix { $0.isLetter || $0 == "." }
        return path.split(separator: ".").prefix(2).joined(separator: ".")
    }
    /// The function that returns the damages: for each row, the history with the field changed in that row.
    let damages: (Facts) -> [RowEdit]
    /// The function that returns one of the damages at random.
    let damage: (Facts, inout SeededGenerator) -> RowEdit?

    init<Row>(
        _ field: String, _ rows: WritableKeyPath<Facts, [Row]>, breaks rules: Set<AuditViolation.Rule> = [],
        _ edit: @escaping (Row, Facts) -> Row?
    ) where Row: AuditedRow {
        self.field = field
        self.rules = rules
        func damage(_ facts: Facts, at index: Int) -> RowEdit? {
            let row = facts[keyPath: rows][index]
            guard let edited = edit(row, facts), edited != row else { return nil }
            var damaged = facts
            damaged[keyPath: rows][index] = edited
            return RowEdit(
                what: "\(field) of \(row.auditRow)", facts: damaged, rows: [row.auditRow, edited.auditRow],
                rules: rules)
        }
        damages = { facts in facts[keyPath: rows].indices.compactMap { damage(facts, at: $0) } }
        self.damage = { facts, generator in
            facts[keyPath: rows].indices.randomElement(using: &generator).flatMap { damage(facts, at: $0) }
        }
    }
}

/// A row that an audit can name.
protocol AuditedRow: Equatable {
    var auditRow: AuditViolation.Row { get }
}

extension Business: AuditedRow {
    var auditRow: AuditViolation.Row { .business(id) }
}

extension LedgerEntry: AuditedRow {
    var auditRow: AuditViolation.Row { .ledgerEntry(customerID, sequence: sequence) }
}

extension Order: AuditedRow {
    var auditRow: AuditViolation.Row { .order(id) }
}

extension Refund: AuditedRow {
    var auditRow: AuditViolation.Row { .refund(id) }
}

extension StockMovement: AuditedRow {
    var auditRow: AuditViolation.Row { .stockMovement(productID, sequence: sequence) }
}

extension ProductStock: AuditedRow {
    var auditRow: AuditViolation.Row { .product(id) }
}

extension Customer: AuditedRow {
    var auditRow: AuditViolation.Row { .customer(id) }
}

extension JournalEntry: AuditedRow {
    var auditRow: AuditViolation.Row { .command(id) }
}
