extension NaiveBusiness {
    mutating func recordPayment(
        _ payment: Plain.Payment, now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        let (customer, paid) = (payment.customer, payment.amount)
        try check(paid)
        try Bounds.check("payment", paid.units, Bounds.positive)
        _ = try indexOfCustomer(customer)
        try Bounds.check("balance", balance(of: customer) - paid.units, Bounds.amount)
        let day = payment.effective ?? zone.day(of: now)
        let entry = post(
            .payment(payment.reference, effective: day), to: customer, units: -paid.units, now: now)
        return .payment(
            customer: customer, entry: entry.number, amount: paid, balance: amount(balance(of: customer)),
            effective: day, recordedAt: entry.at)
    }

    mutating func reversePayment(
        _ number: Int64, of customer: Int, reason: Plain.Text, now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        _ = try indexOfCustomer(customer)
        guard let payment = entry(number, of: customer), case .payment = payment.kind else {
            throw .unknownPayment(customer: customer, entry: number)
        }
        if let reversal = reversal(ofPayment: number, by: customer) { throw .alreadyReversed(by: reversal) }
        try Bounds.check("balance", balance(of: customer) - payment.amount, Bounds.amount)
        return ledgerReceipt(
            .reversal(of: number, reason), to: customer, units: -payment.amount, now: now)
    }

    /// Returns the number of the entry that reversed a customer's payment, or nil if no entry did.
    package func reversal(ofPayment payment: Int64, by customer: Int) -> Int64? {
        var number: Int64 = 0
        for entry in entries where entry.customer == customer {
            number += 1
            if case .reversal(of: payment, _) = entry.kind { return number }
        }
        return nil
    }

    mutating func payOut(_ payment: Plain.Payment, now: Int64) throws(Plain.Rejection) -> Plain.Receipt {
        let (customer, paid) = (payment.customer, payment.amount)
        try check(paid)
        try Bounds.check("payment", paid.units, Bounds.positive)
        _ = try indexOfCustomer(customer)
        let credit = -balance(of: customer)
        if paid.units > credit {
            throw .insufficientCreditBalance(balance: amount(-credit), requested: paid)
        }
        let day = payment.effective ?? zone.day(of: now)
        return ledgerReceipt(
            .payout(payment.reference, effective: day), to: customer, units: paid.units, now: now)
    }

    mutating func adjustBalance(
        _ request: Plain.BalanceAdjustment, now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        let (customer, change) = (request.customer, request.amount)
        try check(change)
        if change.units == 0 { throw .zeroAmount }
        try Bounds.check("adjustment", change.units, Bounds.amount)
        _ = try indexOfCustomer(customer)
        try Bounds.check("balance", balance(of: customer) + change.units, Bounds.amount)
        let day = request.effective ?? zone.day(of: now)
        return ledgerReceipt(
            .adjustment(request.adjustment, request.reason, effective: day), to: customer,
            units: change.units, now: now)
    }

    private mutating func ledgerReceipt(
        _ kind: Plain.EntryKind, to customer: Int, units: Int64, now: Int64
    ) -> Plain.Receipt {
        let entry = post(kind, to: customer, units: units, now: now)
        return .ledger(
            customer: customer, entry: entry.number, amount: amount(units),
            balance: amount(balance(of: customer)), recordedAt: entry.at)
    }
}
