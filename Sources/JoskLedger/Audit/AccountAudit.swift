/// Audits one customer: the ledger's chain, the orders and their charges, the refunds and their entries.
///
/// It trusts no number that it reads: sums are made in 128 bits, where nothing that is stored can overflow.
struct AccountAudit: Sendable {
    let customerID: Customer.ID
    private let businessID: Business.ID
    /// The currency of the business; nil if there is none, which is reported as such.
    private let currency: Currency?
    private var previous: LedgerEntry?
    /// Whether the previous entry is as it was written. What follows a damaged one is not held against it.
    private var previousIsSound = true
    private var charges: [Order.ID: LedgerEntry] = [:]
    /// The amounts of the payments that were not reversed, by sequence.
    private var payments: [Int64: Money] = [:]
    private var refundEntries: [Refund.ID: LedgerEntry] = [:]
    private var orderCount: Int64 = 0
    /// The order that the refunds now coming in belong to, and what was refunded of each of its lines.
    private var order: Order?
    private var refunded: [Int128] = []
    private var refundCount: Int64 = 0

    init(of customer: Customer, in businessID: Business.ID, currency: Currency?) {
        customerID = customer.id
        self.businessID = businessID
        self.currency = currency
    }

    /// What no entry or order has claimed.
    func close(_ findings: inout Findings) {
        for entry in [LedgerEntry](charges.values) + refundEntries.values {
            findings.explain(entry.commandID)
        }
        if previous == nil {
            findings.report(.ledgerIsOpenedOnce, .customer(customerID), "the ledger has no entries")
        }
        for (order, entry) in charges.sorted(by: { $0.key < $1.key }) {
            findings.report(.chargeMatchesOrder, row(entry), "it charges order \(order), which is not there")
        }
        for (refund, entry) in refundEntries.sorted(by: { $0.value.sequence < $1.value.sequence }) {
            findings.report(
                .entryMatchesRefund, row(entry),
                "it enters \(refund), which is not there")
        }
    }

    private func row(_ entry: LedgerEntry) -> AuditViolation.Row {
        .ledgerEntry(entry.customerID, sequence: entry.sequence)
    }
}

// MARK: - The ledger

extension AccountAudit {
    mutating func examine(_ entry: LedgerEntry, _ findings: inout Findings) {
        let before = findings.violations.count
        let computed = entry.computedHash(in: businessID)
        findings.expect(
            entry.hash == computed, .hashCoversContent, row(entry), "hash \(entry.hash), computed \(computed)"
        )
        examineKind(of: entry, &findings)
        examineChain(of: entry, &findings)
        switch entry.kind {
        case .charge(let order, _, _): claim(order, by: entry, &findings)
        case .refund(let refund, _): claim(refund, by: entry, &findings)
        case .reversal(let payment, _): reverse(payment, by: entry, &findings)
        case .payment: payments[entry.sequence] = entry.amount
        case .opened, .payout, .adjustment, .limitChanged: break
        }
        previous = entry
        previousIsSound = findings.violations.count == before
    }

    /// What an entry must be by itself.
    private func examineKind(of entry: LedgerEntry, _ findings: inout Findings) {
        let amount = entry.amount.minorUnits
        let fits =
            switch entry.kind {
            case .opened, .limitChanged: amount == 0
            case .charge, .reversal, .payout: amount > 0
            case .adjustment: amount != 0
            case .payment, .refund: amount < 0
            }
        let isOneCurrency = [entry.amount, entry.balance, entry.creditLimit].allSatisfy {
            currency == nil || $0.currency == currency
        }
        findings.expect(
            fits && isOneCurrency, .amountFitsKind, row(entry), "\(entry.kind) over \(entry.amount)")
        findings.expect(
            (entry.kind == .opened) == (entry.sequence == 1), .ledgerIsOpenedOnce, row(entry),
            "entry \(entry.sequence) is \(entry.kind)")
        if case .charge = entry.kind {
            findings.expect(
                entry.balance.minorUnits <= entry.creditLimit.minorUnits, .chargeWithinLimit, row(entry),
                "balance \(entry.balance) over limit \(entry.creditLimit)")
        }
    }

    /// What an entry must be by the one before it.
    private func examineChain(of entry: LedgerEntry, _ findings: inout Findings) {
        let expected = (previous?.sequence ?? 0) &+ 1
        guard entry.sequence == expected else {
            let missing = AuditViolation.Row.ledgerEntry(customerID, sequence: expected)
            return findings.reportGap(missing, expected: expected, found: entry.sequence)
        }
        guard previousIsSound else { return }
        let balance = previous?.balance.minorUnits ?? 0
        findings.expect(
            Int128(entry.balance.minorUnits) == Int128(balance) + Int128(entry.amount.minorUnits),
            .balanceIsSum, row(entry),
            "balance \(entry.balance) after \(balance) and \(entry.amount)")
        let hash = previous?.hash ?? .zero
        findings.expect(
            entry.previousHash == hash, .hashFollowsPredecessor, row(entry),
            "previous hash \(entry.previousHash), expected \(hash)")
        guard let previous else { return }
        findings.expect(
            entry.kind == .limitChanged || entry.creditLimit == previous.creditLimit, .limitChangesOpenly,
            row(entry),
            "limit \(entry.creditLimit) after \(previous.creditLimit)")
        findings.expect(
            entry.recordedAt >= previous.recordedAt, .timeNeverGoesBack, row(entry),
            "\(entry.recordedAt) after \(previous.recordedAt)")
    }

    private mutating func claim(_ order: Order.ID, by entry: LedgerEntry, _ findings: inout Findings) {
        if charges.updateValue(entry, forKey: order) != nil {
            findings.report(.chargeMatchesOrder, row(entry), "order \(order) is charged twice")
        }
    }

    private mutating func reverse(_ payment: Int64, by entry: LedgerEntry, _ findings: inout Findings) {
        let paid = payments.removeValue(forKey: payment)
        findings.expect(
            paid.map { Int128($0.minorUnits) } == -Int128(entry.amount.minorUnits), .reversalMatchesPayment,
            row(entry),
            "reverses \(entry.amount) of entry \(payment), which paid \(paid.map { "\($0)" } ?? "nothing")")
    }

    private mutating func claim(_ refund: Refund.ID, by entry: LedgerEntry, _ findings: inout Findings) {
        if refundEntries.updateValue(entry, forKey: refund) != nil {
            findings.report(.entryMatchesRefund, row(entry), "the refund is entered twice")
        }
    }
}

// MARK: - Orders and refunds

extension AccountAudit {
    mutating func examine(_ order: Order, _ findings: inout Findings) {
        let row = AuditViolation.Row.order(order.id)
        findings.expect(
            Int128(order.number) == Int128(orderCount) + 1, .sequenceWithoutGaps, row,
            "number \(order.number) after \(orderCount)")
        findings.noteMissing(before: order.number, expected: orderCount &+ 1)
        orderCount = order.number
        let sums = order.lines.allSatisfy { line in
            line.quantity >= 1 && line.unitPrice.multiplied(by: line.quantity) == line.amount
        }
        let total = order.lines.reduce(Int128(0)) { $0 + Int128($1.amount.minorUnits) }
        findings.expect(
            sums && total == order.total.minorUnits && (currency == nil || order.total.currency == currency),
            .orderTotalIsSum,
            row,
            "total \(order.total), lines \(total)")
        let charge = charges.removeValue(forKey: order.id)
        findings.expect(
            (charge?.amount.minorUnits ?? 0) == order.total.minorUnits, .chargeMatchesOrder, row,
            "total \(order.total), charged \(charge.map { "\($0.amount)" } ?? "nothing")")
        self.order = order
        refunded = Array(repeating: 0, count: order.lines.count)
        refundCount = 0
    }

    mutating func examine(_ refund: Refund, _ findings: inout Findings) {
        let row = AuditViolation.Row.refund(refund.id)
        let entry = refundEntries.removeValue(forKey: refund.id)
        findings.expect(
            -Int128(entry?.amount.minorUnits ?? 0) == refund.total.minorUnits, .entryMatchesRefund, row,
            "total \(refund.total), entered \(entry.map { "\($0.amount)" } ?? "nothing")")
        guard let order, order.id == refund.id.orderID else {
            return findings.report(.rowHasOwner, row, "its order does not exist")
        }
        findings.expect(
            Int128(refund.id.number) == Int128(refundCount) + 1, .sequenceWithoutGaps, row,
            "number \(refund.id.number) after \(refundCount)")
        findings.noteMissing(before: refund.id.number, expected: refundCount &+ 1)
        refundCount = refund.id.number
        var isPriced = true
        var refunded = refunded
        for line in refund.lines {
            guard let bought = order.line(number: line.lineNumber), line.quantity >= 1,
                bought.productID == line.productID,
                bought.unitPrice.multiplied(by: line.quantity) == line.amount
            else {
                isPriced = false
                continue
            }
            refunded[line.lineNumber - 1] += Int128(line.quantity)
        }
        let isWithin = zip(order.lines, refunded).allSatisfy { line, refunded in refunded <= line.quantity }
        let total = refund.lines.reduce(Int128(0)) { $0 + Int128($1.amount.minorUnits) }
        findings.expect(
            isWithin && isPriced && total == refund.total.minorUnits, .refundWithinPurchase, row,
            "total \(refund.total), lines \(total), units refunded of each line so far \(refunded)")
        // Units of a refund that is damaged are not held against the next one.
        if isWithin && isPriced { self.refunded = refunded }
    }
}
