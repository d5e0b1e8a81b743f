extension NaiveBusiness {
    mutating func recordPayment(
        _ customer: Int, _ paid: Plain.Amount, _ reference: Plain.Text?, _ effective: Int64?, _ now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        try check(paid)
        try Bounds.check("payment", paid.units, Bounds.positive)
        _ = try indexOfCustomer(customer)
        try Bounds.check("balance", balance(of: customer) - paid.units, Bounds.amount)
        let day = effective ?? zone.day(of: now)
        let entry = post(.payment(reference, effective: day), to: customer, -paid.units, now)
        return .payment(
            customer: customer, entry: entry.number, amount: paid, balance: amount(balance(of: customer)),
            effective: day, recordedAt: entry.at)
    }

    mutating func reverse(
        _ customer: Int, _ number: Int64, _ reason: Plain.Text, _ now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        _ = try indexOfCustomer(customer)
        guard let payment = entry(number, of: customer), case .payment = payment.kind else {
            throw .unknownPayment(customer: customer, entry: number)
        }
        if let reversal = reversal(of: number, customer) { throw .alreadyReversed(by: reversal) }
        try Bounds.check("balance", balance(of: customer) - payment.amount, Bounds.amount)
        return ledgerReceipt(.reversal(of: number, reason), customer, -payment.amount, now)
    }

    /// The number of the entry that reversed a payment.
    package func reversal(of payment: Int64, _ customer: Int) -> Int64? {
        var number: Int64 = 0
        for entry in entries where entry.customer == customer {
            number += 1
            if case .reversal(of: payment, _) = entry.kind { return number }
        }
        return nil
    }

    mutating func payOut(
        _ customer: Int, _ paid: Plain.Amount, _ reference: Plain.Text?, _ effective: Int64?, _ now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        try check(paid)
        try Bounds.check("payment", paid.units, Bounds.positive)
        _ = try indexOfCustomer(customer)
        let credit = -balance(of: customer)
        if paid.units > credit {
            throw .insufficientCreditBalance(balance: amount(-credit), asked: paid)
        }
        let day = effective ?? zone.day(of: now)
        return ledgerReceipt(.payout(reference, effective: day), customer, paid.units, now)
    }

    mutating func adjustBalance(
        _ customer: Int, _ change: Plain.Amount, _ adjustment: Plain.Adjustment, _ reason: Plain.Text,
        _ effective: Int64?, _ now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        try check(change)
        if change.units == 0 { throw .zeroAmount }
        try Bounds.check("adjustment", change.units, Bounds.amount)
        _ = try indexOfCustomer(customer)
        try Bounds.check("balance", balance(of: customer) + change.units, Bounds.amount)
        let day = effective ?? zone.day(of: now)
        return ledgerReceipt(.adjustment(adjustment, reason, effective: day), customer, change.units, now)
    }

    private mutating func ledgerReceipt(
        _ kind: Plain.EntryKind, _ customer: Int, _ units: Int64, _ now: Int64
    ) -> Plain.Receipt {
        let entry = post(kind, to: customer, units, now)
        return .ledger(
            customer: customer, entry: entry.number, amount: amount(units),
            balance: amount(balance(of: customer)), recordedAt: entry.at)
    }
}
