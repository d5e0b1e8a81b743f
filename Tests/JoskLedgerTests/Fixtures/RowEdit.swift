import JoskTesting

@testable import JoskLedger

/// One damage to one row of a history, and the keys by which the row may be named: that which it has, and
/// that which it had.
struct RowEdit {
    let what: String
    let facts: Facts
    let rows: Set<AuditViolation.Row>
    /// Rules that the damage breaks whatever else it breaks.
    var rules: Set<AuditViolation.Rule> = []

    /// Nil if the audit names the row and no other, and these rules among the broken; else what it does.
    func failure() -> String? {
        let violations = facts.audit().violations
        let named = Set(violations.map(\.row))
        let broken = Set(violations.map(\.rule))
        if !named.isEmpty, named.isSubset(of: rows), rules.isSubset(of: broken) { return nil }
        return "\(what): \(violations.isEmpty ? "nothing is found" : "\(violations)")"
    }
}

/// A field of a kind of row, and how it is changed.
struct FieldEdit {
    let field: String
    /// Rules that the edit breaks, whatever row it is.
    let rules: Set<AuditViolation.Rule>
    /// The type and the stored field that it names: "Refund.id" of "Refund.id.number + 1".
    var subject: String {
        let path = field.prefix { $0.isLetter || $0 == "." }
        return path.split(separator: ".").prefix(2).joined(separator: ".")
    }
    /// Every history in which the field was changed in one row.
    let damages: (Facts) -> [RowEdit]
    /// One of them.
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
