/// The second pass of an audit: what the facts of one command prove, in the order of ``RowOrder/command``. It
/// remembers one command's rows, and 16 bytes of each key that a caller gave.
struct CommandAudit: Sendable {
    private let businessID: Business.ID
    private let business: Business?
    private var counts: AuditReport.Counts
    private var findings: Findings
    private var facts: CommandFacts?
    private var keys: Set<ContentHash.Prefix> = []

    /// The pass that follows the one by owner.
    init(after owners: OwnerAudit) {
        businessID = owners.businessID
        business = owners.business
        counts = owners.counts
        findings = owners.findings
    }

    mutating func examine(_ row: StoredRow) {
        guard let id = row.commandID else { return }
        if facts?.id != id {
            closeCommand()
            facts = CommandFacts(of: id)
        }
        facts?.add(row)
        if case .journalEntry(let entry) = row {
            counts.commands += 1
            examineKey(of: entry)
        }
    }

    /// A key is used once. A key that the engine made names its command, whose identifier is used once; the
    /// keys of callers are remembered.
    private mutating func examineKey(of entry: JournalEntry) {
        if entry.key.string.hasPrefix("josk:") {
            findings.expect(
                entry.key == CreateBusiness.key
                    ? entry.kind == CreateBusiness.kind : entry.key == .made(for: entry.id),
                .keyIsUsedOnce, [.command(entry.id)], "the key \(entry.key) belongs to another command")
        } else {
            findings.expect(
                keys.insert(ContentHash(hashing: entry.key.canonicalBytes).prefix).inserted, .keyIsUsedOnce,
                [.command(entry.id)], "the key \(entry.key) was used before")
        }
    }

    private mutating func closeCommand() {
        guard let facts else { return }
        let examination = CommandExamination(of: facts, in: businessID, business, findings)
        examination.run()
        findings = examination.findings
        self.facts = nil
    }

    /// What was found in both passes, once every row has been examined.
    consuming func report() -> AuditReport {
        closeCommand()
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
        case .business, .customer, .stockItem: break
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
        case .business, .customer, .stockItem: nil
        }
    }
}
