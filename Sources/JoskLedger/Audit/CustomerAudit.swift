/// Audits one customer's rows: the ledger's chain, and the numbers and sums of orders and refunds.
///
/// It trusts no number that it reads. It calculates sums in 128 bits, where no stored value can overflow.
struct CustomerAudit: Sendable {
    let customerID: Customer.ID
    private let businessID: Business.ID
    /// The currency of the business; nil if the business does not exist, which the audit reports separately.
    private let currency: Currency?
    private var previous: LedgerEntry?
    /// The amounts of the payments that have not been reversed, by sequence.
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

    /// Returns true if a refund belongs to the order examined last.
    func holds(_ refund: Refund) -> Bool { orders.orderID == refund.id.orderID }

    func close(_ findings: inout Findings) {
        if previous == nil {
            findings.report(
                .ledgerIsOpenedOnce, [.customer(customerID)], "customer \(customerID) has no ledger entries")
        }
    }

    mutating func examine(_ entry: LedgerEntry, _ findings: inout Findings) {
        let computed = entry.computedHash(in: businessID)
        if entry.hash != computed {
            findings.noteUnsound(entry)
            findings.report(
                .hashCoversContent, [.entry(entry)],
                "expected the hash \(computed) in \(Suspect.entry(entry)), found \(entry.hash)")
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

    /// Checks an entry's own values.
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
            "the amount \(entry.amount) and the credit limit \(entry.creditLimit) of \(Suspect.entry(entry)) "
                + "do not fit its kind \(entry.kind)")
        findings.expect(
            [entry.amount, entry.balance, entry.creditLimit].areIn(currency), .amountFitsKind,
            [.entry(entry), .business(businessID)],
            "expected the currency \(currency?.code ?? "of the business") in \(Suspect.entry(entry)), "
                + "found the amount \(entry.amount), the balance \(entry.balance) "
                + "and the credit limit \(entry.creditLimit)")
        findings.expect(
            (entry.kind == .opened) == (entry.sequence == 1), .ledgerIsOpenedOnce, [.entry(entry)],
            "expected the opening as entry 1 and only there, found \(entry.kind) in \(Suspect.entry(entry))")
        if case .charge = entry.kind {
            findings.expect(
                entry.balance.minorUnits <= entry.creditLimit.minorUnits, .chargeWithinLimit, [.entry(entry)],
                "expected a balance of at most the credit limit \(entry.creditLimit) "
                    + "in \(Suspect.entry(entry)), found \(entry.balance)")
        }
        if case .payout = entry.kind {
            findings.expect(
                entry.balance.minorUnits <= 0, .payoutWithinCredit, [.entry(entry)],
                "expected a balance of at most zero after the payout of \(entry.amount) "
                    + "in \(Suspect.entry(entry)), found \(entry.balance)")
        }
    }

    /// Checks an entry against the previous entry.
    private func examineChain(of entry: LedgerEntry, _ findings: inout Findings) {
        let last = previous?.sequence ?? 0
        guard Int128(entry.sequence) == Int128(last) + 1 else {
            let isNew = entry.sequence > last
            return findings.report(
                .sequenceWithoutGaps,
                isNew ? [.entry(customerID, last &+ 1), .entry(entry)] : [.entry(entry)],
                "expected entry \(Int128(last) + 1) of customer \(customerID), found entry \(entry.sequence)")
        }
        let both: [Suspect] = [.entry(entry)] + (previous.map { [.entry($0)] } ?? [])
        let balance = previous?.balance.minorUnits ?? 0
        findings.expect(
            Int128(entry.balance.minorUnits) == Int128(balance) + Int128(entry.amount.minorUnits),
            .balanceIsSum, both,
            "expected the balance \(balance) + \(entry.amount.minorUnits) minor units "
                + "in \(Suspect.entry(entry)), found \(entry.balance.minorUnits)")
        let hash = previous?.hash ?? .zero
        findings.expect(
            entry.previousHash == hash, .hashFollowsPredecessor, both.reversed(),
            "expected the previous hash \(hash) in \(Suspect.entry(entry)), found \(entry.previousHash)")
        guard let previous else { return }
        findings.expect(
            entry.kind == .limitChanged || entry.creditLimit == previous.creditLimit, .limitChangesOpenly,
            both,
            "expected the credit limit \(previous.creditLimit) in \(Suspect.entry(entry)), "
                + "found \(entry.creditLimit)")
        findings.expect(
            entry.recordedAt >= previous.recordedAt, .timeNeverGoesBack, both,
            "the time of \(Suspect.entry(entry)) is \(entry.recordedAt), "
                + "earlier than \(previous.recordedAt) of the previous entry")
    }

    private mutating func reverse(_ payment: Int64, by entry: LedgerEntry, _ findings: inout Findings) {
        let paid = payments.removeValue(forKey: payment)
        findings.expect(
            paid.map { Int128($0.minorUnits) } == -Int128(entry.amount.minorUnits), .reversalMatchesPayment,
            [.entry(entry), .entry(customerID, payment)],
            "\(Suspect.entry(entry)) reverses \(entry.amount) of entry \(payment), "
                + (paid.map { "a payment of \($0)" } ?? "which is not an earlier unreversed payment"))
    }
}

extension [Money] {
    /// Returns true if all amounts are in a currency, or if the currency is unknown.
    func areIn(_ currency: Currency?) -> Bool { currency == nil || allSatisfy { $0.currency == currency } }
}
