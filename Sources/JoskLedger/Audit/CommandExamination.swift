/// Compares the facts of one command with one another and with the command's receipt.
///
/// It is a class because its checks read it while they report to it. It is never shared.
final class CommandExamination {
    let facts: CommandFacts
    let businessID: Business.ID
    let business: Business?
    private(set) var findings: Findings
    /// The entries whose own hash is wrong.
    ///
    /// The content of the other entries is as it was written, unless their hashes were recomputed.
    private let unsound: Set<AuditViolation.Row>
    /// True if the journal row matches its seal.
    let isSealed: Bool
    /// The product that the command added without stock.
    private(set) var addedProduct: Product.ID?
    /// The orders and refunds whose content is confirmed by a ledger entry with a correct hash, or by the seal.
    private var confirmed: Set<Suspect> = []
    /// The missing and the superfluous facts, which explain a wrong number of facts.
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

    /// True if the journal row exists and does not match its seal.
    var isBroken: Bool { journal != nil && !isSealed }

    /// Returns the findings and removes them from the examination.
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
            "expected \(command) once in the journal, found it \(facts.journal.count) times")
        findings.expect(
            isSealed, .sealCoversCommand, [command],
            "the hash at the end of the receipt of \(command) does not match the journal row")
        // If the hash of the facts is correct, none of them was changed.
        let areGenuine = isSealed && isCounted && journal.seal?.facts == facts.hash(in: businessID)
        if areGenuine { confirmFacts() }
        guard let examiner = CommandExaminers.byKind[journal.kind] else {
            return findings.report(
                .receiptIsReadable, [command], "\(command) is of the unknown kind \(journal.kind)")
        }
        examiner.examine(self)
        findings.expect(
            isCounted, .commandHasFacts, wrong + [command],
            "expected \(journal.factCount) facts of \(command), found \(facts.count)")
        if isSealed, isCounted, wrong.isEmpty, !areGenuine { doubtFacts() }
    }

    /// Confirms the orders and refunds with the total zero.
    ///
    /// The hash of the facts covers their content. The hash of a ledger entry covers the content of the others.
    private func confirmFacts() {
        for order in facts.orders where order.total.minorUnits == 0 { confirm(.order(order.id)) }
        for refund in facts.refunds where refund.total.minorUnits == 0 { confirm(.refund(refund.id)) }
    }

    /// Reports that one of the facts is not as the command made it.
    ///
    /// The suspects are the facts that nothing else confirms, movements later than their command first.
    private func doubtFacts() {
        let late = facts.movements.filter { $0.movedAt > journal?.recordedAt ?? $0.movedAt }
        let others = facts.movements.filter { !late.contains($0) }
        let orders = facts.orders.map { Suspect.order($0.id) } + facts.refunds.map { .refund($0.id) }
        findings.report(
            .sealCoversFacts,
            late.map { .movement($0) } + orders.filter { !isConfirmed($0) } + facts.entries.map { .entry($0) }
                + others.map { .movement($0) },
            "the hash of the facts of \(command) is not the hash that its journal row carries")
    }

    /// Notes that the command added a product without stock.
    func noteAdded(_ product: Product.ID) { addedProduct = product }

    /// Examines facts without a journal row.
    ///
    /// The row was removed, or has another identifier, or the facts name a wrong one.
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
        // The hash of a confirmed fact covers the identifier of its command.
        let others = rows.map { Suspect.row($0) }.filter { row in
            !isConfirmed(row) && !facts.entries.contains { .entry($0) == row && isSound($0) }
        }
        let claimants = rows.map { Suspect.claimant(of: $0) }
        findings.report(
            .factHasCommand, [command] + others + claimants, "\(command) is missing from the journal")
    }
}

// MARK: - Checks for the examiners

extension CommandExamination {
    func isSound(_ entry: LedgerEntry) -> Bool {
        !unsound.contains(.ledgerEntry(entry.customerID, sequence: entry.sequence))
    }

    func isConfirmed(_ suspect: Suspect) -> Bool { confirmed.contains(suspect) }

    func confirm(_ suspect: Suspect) { confirmed.insert(suspect) }

    func report(
        _ rule: AuditViolation.Rule, _ suspects: [Suspect], _ detail: @autoclosure () -> String
    ) { findings.report(rule, suspects, detail()) }

    func expect(
        _ holds: Bool, _ rule: AuditViolation.Rule, _ suspects: @autoclosure () -> [Suspect],
        _ detail: @autoclosure () -> String
    ) { findings.expect(holds, rule, suspects(), detail()) }

    func note(_ row: Suspect, mayBe suspect: Suspect) { findings.note(row, mayBe: suspect) }

    /// True if the number of facts is the number that the command made.
    ///
    /// If it is, and a fact is missing all the same, the receipt names a wrong fact.
    var isCounted: Bool { journal?.factCount == facts.count }

    /// Reports a missing fact.
    ///
    /// - Parameter suspects: The missing fact, then the rows that may explain its absence.
    func miss(_ rule: AuditViolation.Rule, _ suspects: [Suspect], _ detail: String) {
        wrong += suspects.prefix(1)
        if case .row(let row) = suspects.first { note(command, mayBe: .claimant(of: row)) }
        report(rule, suspects, detail)
    }

    /// Returns two rows that disagree, the likelier suspect first: the row, or the command if its seal is broken
    /// and the row is sound.
    func doubtful(_ row: Suspect, isSound: Bool) -> [Suspect] {
        isSound && !isSealed ? [command, row] : [row, command]
    }

    /// Compares a value in the receipt with the value in a fact.
    ///
    /// If the seal matches, the fact is the likelier suspect, otherwise the receipt.
    func compare<Value: Equatable>(
        _ what: String, _ receipt: Value?, _ fact: Value, _ row: Suspect
    ) {
        expect(
            receipt == fact, .receiptMatchesFacts, doubtful(row, isSound: true),
            "the \(what) is \(receipt.map { "\($0)" } ?? "absent") in the receipt of \(command), "
                + "but \(fact) in \(row)")
    }

    /// Compares the entry that the receipt names with the entry that the command made.
    func compare(_ posted: PostedEntry?, _ entry: LedgerEntry) {
        let row = Suspect.entry(entry)
        compare("customer", posted?.customerID, entry.customerID, row)
        compare("entry sequence", posted?.sequence, entry.sequence, row)
        expect(
            posted?.hash == entry.hash, .receiptMatchesFacts, doubtful(row, isSound: isSound(entry)),
            "the entry hash is \(posted.map { "\($0.hash)" } ?? "absent") in the receipt of \(command), "
                + "but \(entry.hash) in \(row)")
    }

    /// Compares the times of the receipt, of a fact and of the command: two that agree show that the third is wrong.
    func compare(time receipt: Timestamp, _ fact: Timestamp, _ row: Suspect) {
        let isFactOff = isSealed || receipt == journal?.recordedAt
        expect(
            receipt == fact, .receiptMatchesFacts, isFactOff ? [row, command] : [command, row],
            "the time is \(receipt) in the receipt of \(command), but \(fact) in \(row)")
    }

    /// Checks that a fact is not older than its command.
    ///
    /// It may be later: time in a ledger never goes back, but the clock may.
    func examine(time: Timestamp, of row: Suspect, isAgreed: Bool) {
        guard let recordedAt = journal?.recordedAt else { return }
        expect(
            time >= recordedAt, .timeFitsCommand, doubtful(row, isSound: isAgreed),
            "the time of \(row) is \(time), earlier than \(recordedAt) of \(command)")
        if time > recordedAt, case .row(let row) = row { findings.noteLate(row) }
    }

    /// Notes that facts are superfluous.
    func noteTooMany(_ rows: [Suspect]) { wrong += rows }

    /// Reports entries beyond the one entry that the command makes.
    func refuse(more entries: [LedgerEntry]) {
        noteTooMany(entries.map { .entry($0) })
        for entry in entries {
            report(
                .factFitsCommand, [.entry(entry), command],
                "expected one ledger entry of \(command), found also \(Suspect.entry(entry))")
        }
    }

    /// Reports facts that the command does not make.
    func refuse(
        orders: [Order] = [], refunds: [Refund] = [], entries: [LedgerEntry] = [],
        movements: [StockMovement] = []
    ) {
        func report(_ row: Suspect, _ isSound: Bool = false) {
            wrong.append(row)
            findings.report(
                .factFitsCommand, doubtful(row, isSound: isSound),
                "\(command) of kind \(journal?.kind ?? "unknown") does not make \(row)")
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
    /// Returns true if the row matches its seal.
    fileprivate func isSealed(in business: Business.ID) -> Bool {
        guard let seal, let unsealedReceipt else { return false }
        return CommandSeal(of: self, receipt: unsealedReceipt, facts: seal.facts, in: business) == seal
    }
}

extension CommandFacts {
    /// Returns the hash that the journal row must carry.
    fileprivate func hash(in business: Business.ID) -> ContentHash.Prefix {
        CommandSeal.facts(
            orders: orders, refunds: refunds, entries: entries, movements: movements, in: business)
    }
}
