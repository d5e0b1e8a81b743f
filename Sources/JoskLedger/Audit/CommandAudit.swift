/// The second pass of an audit: checks the facts of each command.
///
/// The rows arrive in the order of ``RowOrder/command``. The pass keeps only one command's rows in memory, and the
/// products that never had stock.
struct CommandAudit: Sendable {
    private let businessID: Business.ID
    private let business: Business?
    private let counts: AuditReport.Counts
    private var findings: Findings
    private var facts: CommandFacts?
    /// The products that never had stock and that no command examined so far has added.
    private var stockless: Set<Product.ID>
    /// The commands without facts whose journal row is damaged; each may have added such a product.
    private var brokenAlone: [Suspect] = []

    /// Creates the second pass, which continues the first.
    init(after owners: OwnerAudit) {
        businessID = owners.businessID
        business = owners.business
        counts = owners.counts
        findings = owners.findings
        stockless = owners.stockless
    }

    mutating func examine(_ row: StoredRow) {
        guard let id = row.commandID else { return }
        if facts?.id != id {
            closeCommand()
            facts = CommandFacts(of: id)
        }
        facts?.add(row)
    }

    private mutating func closeCommand() {
        guard let facts = facts.take() else { return }
        // The findings are moved to the examination and back. Two references would copy them for each command.
        let examination = CommandExamination(of: facts, in: businessID, business, findings)
        findings = Findings()
        examination.run()
        findings = examination.takeFindings()
        if let product = examination.addedProduct { stockless.remove(product) }
        if facts.count == 0, examination.isBroken { brokenAlone.append(.command(facts.id)) }
    }

    /// Returns the report on both passes, after every row was examined.
    consuming func report() -> AuditReport {
        closeCommand()
        for product in stockless.sorted() {
            findings.report(
                .factHasCommand, [.product(product)] + brokenAlone,
                "no command in the journal added product \(product), which never had stock")
        }
        return AuditReport(businessID: businessID, counts: counts, violations: findings.violations())
    }
}

/// The rows of one command.
struct CommandFacts: Sendable {
    let id: JournalEntry.ID
    var journal: [JournalEntry] = []
    var orders: [Order] = []
    var refunds: [Refund] = []
    var entries: [LedgerEntry] = []
    var movements: [StockMovement] = []

    init(of id: JournalEntry.ID) { self.id = id }

    /// The number of facts, without the journal entries.
    var count: Int { orders.count + refunds.count + entries.count + movements.count }

    mutating func add(_ row: StoredRow) {
        switch row {
        case .journalEntry(let entry): journal.append(entry)
        case .order(let order): orders.append(order)
        case .refund(let refund): refunds.append(refund)
        case .ledgerEntry(let entry): entries.append(entry)
        case .stockMovement(let movement): movements.append(movement)
        case .business, .customer, .productStock: break
        }
    }
}

extension StoredRow {
    /// The command that made the row; nil for a row that commands may change.
    fileprivate var commandID: JournalEntry.ID? {
        switch self {
        case .ledgerEntry(let entry): entry.commandID
        case .order(let order): order.commandID
        case .refund(let refund): refund.commandID
        case .stockMovement(let movement): movement.commandID
        case .journalEntry(let entry): entry.id
        case .business, .customer, .productStock: nil
        }
    }
}
