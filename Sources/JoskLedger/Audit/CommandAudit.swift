/// The second pass of an audit: what the facts of one command prove, in the order of ``RowOrder/command``. It
/// remembers one command's rows, and the products that never had stock.
struct CommandAudit: Sendable {
    private let businessID: Business.ID
    private let business: Business?
    private let counts: AuditReport.Counts
    private var findings: Findings
    private var facts: CommandFacts?
    /// The products that never had stock, and that no command so far has added.
    private var stockless: Set<Product.ID>
    /// Commands without facts whose row is damaged: each may be the one that added such a product.
    private var brokenAlone: [Suspect] = []

    /// The pass that follows the one by owner.
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
        // Two hands on the findings would copy them at each command.
        let examination = CommandExamination(of: facts, in: businessID, business, findings)
        findings = Findings()
        examination.run()
        findings = examination.takeFindings()
        if let product = examination.addedProduct { stockless.remove(product) }
        if facts.count == 0, examination.isBroken { brokenAlone.append(.command(facts.id)) }
    }

    /// What was found in both passes, once every row has been examined.
    consuming func report() -> AuditReport {
        closeCommand()
        for product in stockless.sorted() {
            findings.report(
                .factHasCommand, [.product(product)] + brokenAlone,
                "no command that is in the journal added product \(product)")
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

    /// How many facts there are, the journal not counted.
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
    /// The command that made the row; nil for what commands may change.
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
