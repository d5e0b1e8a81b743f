/// Audits what one customer's rows prove: the ledger's chain, and the numbers and sums of orders and refunds.
///
/// It trusts no number that it reads: sums are made in 128 bits, where nothing that is stored can overflow.
struct CustomerAudit: Sendable {
    let customerID: Customer.ID
    private let businessID: Business.ID
    /// The currency of the business; nil if there is none, which is reported as such.
    private let currency: Currency?
    private var previous: LedgerEntry?
    /// The amounts of the payments that were not reversed, by sequence.
    private var payments: [Int64: Money] = [:]
    private var orders: OrdersAudit

    init(of customerID: Customer.ID, in businessID: Business.ID, currency: Currency?) {
        self.customerID = customerID
        self.businessID = businessID
        self.currency = currency
        orders = OrdersAudit(in: businessID, currency: currency)
    }

    mutating func examine(_ order: Order, _ findings: inout Findings) { orders.examine(order, &findings) }

    mutating func examine(_ refund: Refund, _ findings: inout Findings) { orders.examine(refund, &findings) }

    /// Whether a refund is of the order that was examined last.
    func holds(_ refund: Refund) -> Bool { orders.orderID == refund.id.orderID }

    func close(_ findings: inout Findings) {
        if previous == nil {
            findings.report(.ledgerIsOpenedOnce, [.customer(customerID)], "the ledger has no entries")
        }
    }

    mutating func examine(_ entry: LedgerEntry, _ findings: inout Findings) {
        let computed = entry.computedHash(in: businessID)
        if entry.hash != computed {
            findings.noteUnsound(entry)
            findings.report(
                .hashCoversContent, [.entry(entry)], "hash \(entry.hash), computed \(computed)")
        }
        examineKind(of: entry, &findings)
        examineChain(of: entry, &findings)
        switch entry.kind {
        case .reversal(let payment, _): reverse(payment, by: entry, &findings)
        case .payment: payments[entry.sequence] = entry.amount
        case .opened, .charge, .refund, .payout, .adjustment, .limitChanged: break
        }
        previous = entry
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
        findings.expect(
            fits && entry.creditLimit.minorUnits >= 0, .amountFitsKind, [.entry(entry)],
            "\(entry.kind) over \(entry.amount), limit \(entry.creditLimit)")
        findings.expect(
            [entry.amount, entry.balance, entry.creditLimit].areIn(currency), .amountFitsKind,
            [.entry(entry), .business(businessID)],
            "amount \(entry.amount), balance \(entry.balance), limit \(entry.creditLimit)")
        findings.expect(
            (entry.kind == .opened) == (entry.sequence == 1), .ledgerIsOpenedOnce, [.entry(entry)],
            "entry \(entry.sequence) is \(entry.kind)")
        if case .charge = entry.kind {
            findings.expect(
                entry.balance.minorUnits <= entry.creditLimit.minorUnits, .chargeWithinLimit, [.entry(entry)],
                "balance \(entry.balance) over limit \(entry.creditLimit)")
        }
        if case .payout = entry.kind {
            findings.expect(
                entry.balance.minorUnits <= 0, .payoutWithinCredit, [.entry(entry)],
                "balance \(entry.balance) after the payout of \(entry.amount)")
        }
    }

    /// What an entry must be by the one before it.
    private func examineChain(of entry: LedgerEntry, _ findings: inout Findings) {
        let last = previous?.sequence ?? 0
        guard Int128(entry.sequence) == Int128(last) + 1 else {
            let isNew = entry.sequence > last
            return findings.report(
                .sequenceWithoutGaps,
                isNew ? [.entry(customerID, last &+ 1), .entry(entry)] : [.entry(entry)],
                "\(entry.sequence) follows \(last)")
        }
        let both: [Suspect] = [.entry(entry)] + (previous.map { [.entry($0)] } ?? [])
        let balance = previous?.balance.minorUnits ?? 0
        findings.expect(
            Int128(entry.balance.minorUnits) == Int128(balance) + Int128(entry.amount.minorUnits),
            .balanceIsSum, both, "balance \(entry.balance) after \(balance) and \(entry.amount)")
        let hash = previous?.hash ?? .zero
        findings.expect(
            entry.previousHash == hash, .hashFollowsPredecessor, both.reversed(),
            "entry \(entry.sequence) follows hash \(entry.previousHash); that before it is \(hash)")
        guard let previous else { return }
        findings.expect(
            entry.kind == .limitChanged || entry.creditLimit == previous.creditLimit, .limitChangesOpenly,
            both, "limit \(entry.creditLimit) after \(previous.creditLimit)")
        findings.expect(
            entry.recordedAt >= previous.recordedAt, .timeNeverGoesBack, both,
            "\(entry.recordedAt) after \(previous.recordedAt)")
    }

    private mutating func reverse(_ payment: Int64, by entry: LedgerEntry, _ findings: inout Findings) {
        let paid = payments.removeValue(forKey: payment)
        findings.expect(
            paid.map { Int128($0.minorUnits) } == -Int128(entry.amount.minorUnits), .reversalMatchesPayment,
            [.entry(entry), .entry(customerID, payment)],
            "reverses \(entry.amount) of entry \(payment), which paid \(paid.map { "\($0)" } ?? "nothing")")
    }
}

extension [Money] {
    /// Whether all are in a currency; if it is not known, that is not held against them.
    func areIn(_ currency: Currency?) -> Bool { currency == nil || allSatisfy { $0.currency == currency } }
}
