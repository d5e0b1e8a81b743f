// Commands that make one ledger entry, one movement of stock, or no fact.

extension CommandExamination {
    /// The one entry that the command makes, which the receipt names.
    private func entry(
        _ customer: Customer.ID, _ sequence: Int64, where fits: (LedgerEntry.Kind) -> Bool
    ) -> LedgerEntry? {
        let claimed = Suspect.entry(customer, sequence)
        let (found, others) = facts.entries.one { Suspect.entry($0) == claimed }
        refuse(orders: facts.orders, refunds: facts.refunds, movements: facts.movements)
        refuse(more: others)
        guard let entry = found else {
            miss(
                .commandHasFacts, doubtful(claimed, isSound: isCounted),
                "entry \(sequence) of customer \(customer) is not there")
            return nil
        }
        let row = Suspect.entry(entry)
        expect(
            fits(entry.kind), .factFitsCommand, doubtful(row, isSound: isSound(entry)),
            "a command of kind \(journal?.kind ?? "unknown") made \(entry.kind)")
        if row != claimed { note(row, mayBe: claimed) }
        compare("customer", customer, entry.customerID, row)
        compare("entry", sequence, entry.sequence, row)
        return entry
    }

    private func compare(time: Timestamp, _ entry: LedgerEntry) {
        compare("time", time, entry.recordedAt, .entry(entry))
        examine(time: entry.recordedAt, of: .entry(entry), isAgreed: isSound(entry))
    }

    func examineOpening(_ receipt: AddCustomerReceipt) {
        guard let entry = entry(receipt.id, receipt.entrySequence, where: { $0 == .opened }) else { return }
        compare("limit", receipt.creditLimit, entry.creditLimit, .entry(entry))
        compare(time: receipt.addedAt, entry)
        examineOwnTime(receipt.addedAt)
    }

    func examinePayment(_ receipt: RecordPaymentReceipt) {
        let entry = entry(receipt.customerID, receipt.entrySequence) {
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
        let entry = entry(receipt.customerID, receipt.entrySequence) { $0 == .limitChanged }
        guard let entry else { return }
        compare("limit", receipt.creditLimit, entry.creditLimit, .entry(entry))
        compare("balance", receipt.balance, entry.balance, .entry(entry))
        compare(time: receipt.changedAt, entry)
    }

    /// A reversal, a payout or an adjustment.
    func examineEntry(_ receipt: LedgerEntryReceipt, where fits: (LedgerEntry.Kind) -> Bool) {
        guard let entry = entry(receipt.customerID, receipt.entrySequence, where: fits) else { return }
        compare("amount", receipt.amount, entry.amount, .entry(entry))
        compare("balance", receipt.balance, entry.balance, .entry(entry))
        compare(time: receipt.recordedAt, entry)
    }
}

extension CommandExamination {
    /// The one movement that the command makes, which the receipt names.
    private func movement(
        _ product: Product.ID, _ sequence: Int64, where fits: (StockMovement.Kind) -> Bool
    ) -> StockMovement? {
        let claimed = Suspect.movement(product, sequence)
        let (found, others) = facts.movements.one { Suspect.movement($0) == claimed }
        refuse(orders: facts.orders, refunds: facts.refunds, entries: facts.entries, movements: others)
        guard let movement = found else {
            miss(
                .commandHasFacts, doubtful(claimed, isSound: isCounted),
                "movement \(sequence) of product \(product) is not there")
            return nil
        }
        let row = Suspect.movement(movement)
        expect(
            fits(movement.kind), .factFitsCommand, [row, command],
            "a command of kind \(journal?.kind ?? "unknown") made \(movement.kind)")
        if row != claimed { note(row, mayBe: claimed) }
        compare("product", product, movement.productID, row)
        compare("movement", sequence, movement.sequence, row)
        return movement
    }

    private func compare(time: Timestamp, _ movement: StockMovement) {
        compare(time: time, movement.movedAt, .movement(movement))
        examine(time: movement.movedAt, of: .movement(movement), isAgreed: time == movement.movedAt)
    }

    /// A product that is added with stock has one receipt of it.
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

    /// A receipt of goods or an adjustment.
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
    /// Where no clock that went back is kept out, the receipt has the time of the command.
    private func examineOwnTime(_ time: Timestamp) {
        guard let recordedAt = journal?.recordedAt else { return }
        expect(
            time == recordedAt, .receiptMatchesFacts, [command],
            "the receipt says \(time), decided at \(recordedAt)")
    }

    /// A command that makes no fact.
    func examineNothing(at time: Timestamp) {
        refuse(
            orders: facts.orders, refunds: facts.refunds, entries: facts.entries, movements: facts.movements)
        examineOwnTime(time)
    }

    func examineBusiness(_ receipt: CreateBusinessReceipt) {
        examineNothing(at: receipt.createdAt)
        expect(
            receipt.id == businessID, .receiptMatchesFacts, [command],
            "the receipt is of business \(receipt.id)")
        guard let business else { return }
        let isAgreed = receipt.createdAt == journal?.recordedAt
        expect(
            receipt.createdAt == business.createdAt, .receiptMatchesFacts,
            isAgreed ? [.business(businessID), command] : [command, .business(businessID)],
            "the receipt says \(receipt.createdAt), the business \(business.createdAt)")
    }
}

extension Money {
    /// The same amount the other way, of a number that may be anything.
    fileprivate var negatedWrapping: Money { Money(minorUnits: 0 &- minorUnits, currency) }
}
