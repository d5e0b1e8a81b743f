// Commands that make one ledger entry, one stock movement, or no fact.

extension CommandExamination {
    /// Examines the facts of a command that makes one ledger entry and nothing else, and returns the entry.
    ///
    /// It is the entry that the receipt names, or else the first one of the command.
    /// Returns nil, and reports the named entry as missing, if the command has no entry. An entry of another kind is
    /// reported and returned nevertheless. Each further fact of the command is reported.
    private func entry(
        _ posted: PostedEntry, where fits: (LedgerEntry.Kind) -> Bool
    ) -> LedgerEntry? {
        let claimed = Suspect.entry(posted.customerID, posted.sequence)
        let (found, others) = facts.entries.one { Suspect.entry($0) == claimed }
        refuse(orders: facts.orders, refunds: facts.refunds, movements: facts.movements)
        refuse(more: others)
        guard let entry = found else {
            miss(
                .commandHasFacts, doubtful(claimed, isSound: isCounted),
                "\(claimed), named by the receipt of \(command), is missing")
            return nil
        }
        let row = Suspect.entry(entry)
        expect(
            fits(entry.kind), .factFitsCommand, doubtful(row, isSound: isSound(entry)),
            "\(command) of kind \(journal?.kind ?? "unknown") does not make \(row) of kind \(entry.kind)")
        if row != claimed { note(row, mayBe: claimed) }
        compare(posted, entry)
        return entry
    }

    private func compare(time: Timestamp, _ entry: LedgerEntry) {
        compare("time", time, entry.recordedAt, .entry(entry))
        examine(time: entry.recordedAt, of: .entry(entry), isAgreed: isSound(entry))
    }

    func examineOpening(_ receipt: AddCustomerReceipt) {
        guard let entry = entry(receipt.entry, where: { $0 == .opened }) else { return }
        compare("credit limit", receipt.creditLimit, entry.creditLimit, .entry(entry))
        compare(time: receipt.addedAt, entry)
        examineOwnTime(receipt.addedAt)
    }

    func examinePayment(_ receipt: RecordPaymentReceipt) {
        let entry = entry(receipt.entry) {
            if case .payment = $0 { true } else { false }
        }
        guard let entry else { return }
        compare("amount", receipt.amount, entry.amount.negatedWrapping, .entry(entry))
        compare("balance", receipt.balance, entry.balance, .entry(entry))
        if case .payment(_, let effective) = entry.kind {
            compare("effective date", receipt.effectiveDate, effective, .entry(entry))
        }
        compare(time: receipt.recordedAt, entry)
    }

    func examineLimit(_ receipt: ChangeCreditLimitReceipt) {
        let entry = entry(receipt.entry) { $0 == .limitChanged }
        guard let entry else { return }
        compare("credit limit", receipt.creditLimit, entry.creditLimit, .entry(entry))
        compare("balance", receipt.balance, entry.balance, .entry(entry))
        compare(time: receipt.changedAt, entry)
    }

    /// Examines the facts of a reversal, a payout or an adjustment.
    func examineEntry(_ receipt: LedgerEntryReceipt, where fits: (LedgerEntry.Kind) -> Bool) {
        guard let entry = entry(receipt.entry, where: fits) else { return }
        compare("amount", receipt.amount, entry.amount, .entry(entry))
        compare("balance", receipt.balance, entry.balance, .entry(entry))
        compare(time: receipt.recordedAt, entry)
    }
}

extension CommandExamination {
    /// Examines the facts of a command that makes one stock movement and nothing else, and returns the movement.
    ///
    /// It is the movement that the receipt names, or else the first one of the command. Returns nil, and reports the
    /// named movement as missing, if the command has no movement. A movement of another kind is reported and returned
    /// nevertheless. Each further fact of the command is reported.
    private func movement(
        _ product: Product.ID, _ sequence: Int64, where fits: (StockMovement.Kind) -> Bool
    ) -> StockMovement? {
        let claimed = Suspect.movement(product, sequence)
        let (found, others) = facts.movements.one { Suspect.movement($0) == claimed }
        refuse(orders: facts.orders, refunds: facts.refunds, entries: facts.entries, movements: others)
        guard let movement = found else {
            miss(
                .commandHasFacts, doubtful(claimed, isSound: isCounted),
                "\(claimed), named by the receipt of \(command), is missing")
            return nil
        }
        let row = Suspect.movement(movement)
        expect(
            fits(movement.kind), .factFitsCommand, [row, command],
            "\(command) of kind \(journal?.kind ?? "unknown") does not make \(row) of kind \(movement.kind)")
        if row != claimed { note(row, mayBe: claimed) }
        compare("product", product, movement.productID, row)
        compare("movement sequence", sequence, movement.sequence, row)
        return movement
    }

    private func compare(time: Timestamp, _ movement: StockMovement) {
        compare(time: time, movement.movedAt, .movement(movement))
        examine(time: movement.movedAt, of: .movement(movement), isAgreed: time == movement.movedAt)
    }

    /// Examines the facts of the addition of a product.
    ///
    /// A product that is added with stock has one movement: the receipt of that stock.
    func examineProduct(_ receipt: AddProductReceipt) {
        examineOwnTime(receipt.addedAt)
        guard receipt.stock != 0 else {
            noteAdded(receipt.id)
            return examineNothing(at: receipt.addedAt)
        }
        guard let movement = movement(receipt.id, 1, where: { $0 == .receipt(nil) }) else { return }
        compare("quantity", receipt.stock, movement.quantity, .movement(movement))
        compare("stock", receipt.stock, movement.stock, .movement(movement))
        compare(time: receipt.addedAt, movement)
    }

    /// Examines the facts of a receipt of goods or of an adjustment.
    func examineMovement(
        _ receipt: StockMovementReceipt, where fits: (StockMovement.Kind) -> Bool
    ) {
        guard let movement = movement(receipt.productID, receipt.movementSequence, where: fits) else {
            return
        }
        compare("quantity", receipt.quantity, movement.quantity, .movement(movement))
        compare("stock", receipt.stock, movement.stock, .movement(movement))
        compare(time: receipt.movedAt, movement)
    }
}

extension CommandExamination {
    /// Checks that the receipt has the time of the command.
    ///
    /// This is so for commands whose time is not raised to that of an earlier row when the clock has gone back.
    private func examineOwnTime(_ time: Timestamp) {
        guard let recordedAt = journal?.recordedAt else { return }
        expect(
            time == recordedAt, .receiptMatchesFacts, [command],
            "the time is \(time) in the receipt of \(command), but the command was recorded at \(recordedAt)")
    }

    /// Examines a command that makes no fact.
    func examineNothing(at time: Timestamp) {
        refuse(
            orders: facts.orders, refunds: facts.refunds, entries: facts.entries, movements: facts.movements)
        examineOwnTime(time)
    }

    func examineBusiness(_ receipt: CreateBusinessReceipt) {
        examineNothing(at: receipt.createdAt)
        expect(
            receipt.id == businessID, .receiptMatchesFacts, [command],
            "expected business \(businessID) in the receipt of \(command), found business \(receipt.id)")
        guard let business else { return }
        let isAgreed = receipt.createdAt == journal?.recordedAt
        expect(
            receipt.createdAt == business.createdAt, .receiptMatchesFacts,
            isAgreed ? [.business(businessID), command] : [command, .business(businessID)],
            "the creation time is \(receipt.createdAt) in the receipt of \(command), "
                + "but \(business.createdAt) in business \(businessID)")
    }
}

extension Money {
    /// The negated amount, which wraps around for `Int64.min`.
    fileprivate var negatedWrapping: Money { Money(minorUnits: 0 &- minorUnits, currency) }
}
