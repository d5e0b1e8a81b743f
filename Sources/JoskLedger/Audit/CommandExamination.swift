/// Holds the facts of one command against one another and against its receipt. It is a class because its
/// checks read it while they report to it; nobody else ever sees it.
final class CommandExamination {
    let facts: CommandFacts
    let businessID: Business.ID
    let business: Business?
    private(set) var findings: Findings
    /// The entries whose own hash is wrong. What the others say is as it was written, unless somebody
    /// computed hashes.
    private let unsound: Set<AuditViolation.Row>
    /// Whether the row in the journal is as its seal says.
    let isSealed: Bool
    /// The product that the command added without stock.
    private(set) var addedProduct: Product.ID?
    /// The orders and refunds whose content is what a sound entry says.
    private var vouched: Set<Suspect> = []
    /// Facts that should be here, and facts that should not: they explain a count that is wrong.
    private var wrong: [Suspect] = []

    init(
        of facts: CommandFacts, in businessID: Business.ID, _ business: Business?, _ findings: Findings
    ) {
        self.facts = facts
        self.businessID = businessID
        self.business = business
        self.findings = findings
        unsound = findings.unsound
        isSealed = facts.journal.first?.isSealed(in: businessID) ?? false
    }

    /// Whether the row in the journal is there and not as its seal says.
    var isBroken: Bool { journal != nil && !isSealed }

    /// What was found, for whoever goes on.
    func takeFindings() -> Findings {
        defer { findings = Findings() }
        return findings
    }

    var journal: JournalEntry? { facts.journal.first }
    var command: Suspect { .command(facts.id) }

    func run() {
        guard let journal else { return examineOrphans() }
        findings.expect(
            facts.journal.count == 1, .keyIsUsedOnce, [command],
            "the journal has it \(facts.journal.count) times")
        findings.expect(
            isSealed, .sealCoversCommand, [command], "the hash that ends the receipt is not that of the row")
        // Where the hash of the facts is right, none of them was changed.
        let areGenuine = isSealed && isCounted && journal.seal?.facts == facts.hash(in: businessID)
        if areGenuine { vouchForFacts() }
        guard let examiner = CommandExaminers.byKind[journal.kind] else {
            return findings.report(
                .receiptIsReadable, [command], "the kind \(journal.kind) is not known to this library")
        }
        examiner.examine(self)
        findings.expect(
            isCounted, .commandHasFacts, wrong + [command],
            "made \(journal.factCount) facts, and \(facts.count) are there")
        if isSealed, isCounted, wrong.isEmpty, !areGenuine { doubtFacts() }
    }

    /// The hash of the facts covers what came to nothing; of the rest a ledger entry's covers the content.
    private func vouchForFacts() {
        for order in facts.orders where order.total.minorUnits == 0 { vouch(for: .order(order.id)) }
        for refund in facts.refunds where refund.total.minorUnits == 0 { vouch(for: .refund(refund.id)) }
    }

    /// Reports that one of the facts is not as the command made it: one that nothing else vouches for, and
    /// first one that is later than its command.
    private func doubtFacts() {
        let late = facts.movements.filter { $0.movedAt > journal?.recordedAt ?? $0.movedAt }
        let others = facts.movements.filter { !late.contains($0) }
        let orders = facts.orders.map { Suspect.order($0.id) } + facts.refunds.map { .refund($0.id) }
        findings.report(
            .sealCoversFacts,
            late.map { .movement($0) } + orders.filter { !isVouched($0) } + facts.entries.map { .entry($0) }
                + others.map { .movement($0) },
            "the hash of the facts is not the one that the journal carries")
    }

    /// Notes that the command added a product without stock.
    func noteAdded(_ product: Product.ID) { addedProduct = product }

    /// Facts without a row in the journal: the row was removed, or it is under another identifier, or the
    /// facts name a wrong one.
    private func examineOrphans() {
        for movement in facts.movements {
            note(.movement(movement), mayBe: .someMovement(of: movement.productID))
        }
        if !facts.orders.isEmpty || facts.entries.contains(where: \.isCharge) { examineSale(nil) }
        if !facts.refunds.isEmpty || facts.entries.contains(where: \.isRefund) { examineRefund(nil) }
        let rows: [AuditViolation.Row] =
            facts.orders.map { .order($0.id) } + facts.refunds.map { .refund($0.id) }
            + facts.entries.map { .ledgerEntry($0.customerID, sequence: $0.sequence) }
            + facts.movements.map { .stockMovement($0.productID, sequence: $0.sequence) }
        // The hash of a fact that is vouched for covers its command.
        let others = rows.map { Suspect.row($0) }.filter { row in
            !isVouched(row) && !facts.entries.contains { .entry($0) == row && isSound($0) }
        }
        let claimants = rows.map { Suspect.claimant(of: $0) }
        findings.report(
            .factHasCommand, [command] + others + claimants, "command \(facts.id) is not in the journal")
    }
}

// MARK: - What recipes ask

extension CommandExamination {
    func isSound(_ entry: LedgerEntry) -> Bool {
        !unsound.contains(.ledgerEntry(entry.customerID, sequence: entry.sequence))
    }

    func isVouched(_ suspect: Suspect) -> Bool { vouched.contains(suspect) }

    func vouch(for suspect: Suspect) { vouched.insert(suspect) }

    func report(
        _ rule: AuditViolation.Rule, _ suspects: [Suspect], _ detail: @autoclosure () -> String
    ) { findings.report(rule, suspects, detail()) }

    func expect(
        _ holds: Bool, _ rule: AuditViolation.Rule, _ suspects: @autoclosure () -> [Suspect],
        _ detail: @autoclosure () -> String
    ) { findings.expect(holds, rule, suspects(), detail()) }

    func note(_ row: Suspect, mayBe suspect: Suspect) { findings.note(row, mayBe: suspect) }

    /// Whether there are as many facts as the command made: then it is the receipt that tells of another.
    var isCounted: Bool { journal?.factCount == facts.count }

    /// Reports a fact that should be here; others may be what explains it.
    func miss(_ rule: AuditViolation.Rule, _ suspects: [Suspect], _ detail: String) {
        wrong += suspects.prefix(1)
        if case .row(let row) = suspects.first { note(command, mayBe: .claimant(of: row)) }
        report(rule, suspects, detail)
    }

    /// The two that disagree, the likelier first: a row that nothing vouches for, or the journal's.
    func doubtful(_ row: Suspect, isSound: Bool) -> [Suspect] {
        isSound && !isSealed ? [command, row] : [row, command]
    }

    /// Compares what the receipt says with what a fact says. Where the seal does not say that it is the fact,
    /// it is the receipt.
    func compare<Value: Equatable>(
        _ what: String, _ receipt: Value, _ fact: Value, _ row: Suspect
    ) {
        expect(
            receipt == fact, .receiptMatchesFacts, doubtful(row, isSound: true),
            "\(what): the receipt says \(receipt), the fact \(fact)")
    }

    /// Compares the times of the receipt, of a fact and of the command: two of them tell of the third.
    func compare(time receipt: Timestamp, _ fact: Timestamp, _ row: Suspect) {
        let isFactOff = isSealed || receipt == journal?.recordedAt
        expect(
            receipt == fact, .receiptMatchesFacts, isFactOff ? [row, command] : [command, row],
            "time: the receipt says \(receipt), the fact \(fact)")
    }

    /// A fact is not older than its command. It may be later: time in a ledger never goes back, the clock
    /// may.
    func examine(time: Timestamp, of row: Suspect, isAgreed: Bool) {
        guard let recordedAt = journal?.recordedAt else { return }
        expect(
            time >= recordedAt, .timeFitsCommand, doubtful(row, isSound: isAgreed),
            "at \(time), decided at \(recordedAt)")
        if time > recordedAt, case .row(let row) = row { findings.noteLate(row) }
    }

    /// Notes that a fact is one too many.
    func noteTooMany(_ rows: [Suspect]) { wrong += rows }

    /// Reports entries of a kind that the command makes, and of which it has made one.
    func refuse(more entries: [LedgerEntry]) {
        noteTooMany(entries.map { .entry($0) })
        for entry in entries {
            report(.factFitsCommand, [.entry(entry), command], "the command has made such an entry")
        }
    }

    /// Reports facts of kinds that the command does not make.
    func refuse(
        orders: [Order] = [], refunds: [Refund] = [], entries: [LedgerEntry] = [],
        movements: [StockMovement] = []
    ) {
        func report(_ row: Suspect, _ isSound: Bool = false) {
            wrong.append(row)
            findings.report(
                .factFitsCommand, doubtful(row, isSound: isSound),
                "no fact of a command of kind \(journal?.kind ?? "unknown")")
        }
        for order in orders {
            report(.order(order.id))
            note(.order(order.id), mayBe: .someOrder(numbered: order.number))
        }
        for refund in refunds { report(.refund(refund.id)) }
        for entry in entries { report(.entry(entry), isSound(entry)) }
        for movement in movements {
            report(.movement(movement))
            note(.movement(movement), mayBe: .someMovement(of: movement.productID))
        }
    }
}

extension LedgerEntry {
    var isCharge: Bool { if case .charge = kind { true } else { false } }
    var isRefund: Bool { if case .refund = kind { true } else { false } }
}

extension JournalEntry {
    /// Whether the row is as its seal says.
    fileprivate func isSealed(in business: Business.ID) -> Bool {
        guard let seal, let unsealedReceipt else { return false }
        return CommandSeal(of: self, receipt: unsealedReceipt, facts: seal.facts, in: business) == seal
    }
}

extension CommandFacts {
    /// The hash that the journal's row must carry.
    fileprivate func hash(in business: Business.ID) -> ContentHash.Prefix {
        CommandSeal.facts(
            orders: orders, refunds: refunds, entries: entries, movements: movements, in: business)
    }
}
