internal import LedgerModel

extension CommandGenerator {
    mutating func recordPayment() -> Plain.Command {
        let customer = customer()
        let balance = business.balance(of: customer)
        let amount: Int64 =
            switch dice.roll(100) {
            case 0..<6: extreme()
            // To the lowest possible balance, or one minor unit further.
            case 6..<14: min(balance, 0) + Bounds.mostMoney + dice.number(0...1)
            case 14..<80 where isFarInCredit(customer):
                balance + Bounds.mostMoney + (dice.happens(900) ? 0 : 1)
            case 14..<50: max(balance, 1)
            default: dice.number(1...max(2 * min(abs(balance), Bounds.mostMoney / 4), 100))
            }
        return .recordPayment(payment(customer: customer, units: amount))
    }

    mutating func reversePayment() -> Plain.Command {
        var customer = customer()
        // Customers whose balances leave no room for a reversal.
        let full = business.customers.map(\.id).filter { business.balance(of: $0) > Bounds.mostMoney - 500 }
        if dice.happens(700), let unlucky = dice.pick(full) { customer = unlucky }
        var number: Int64 = dice.number(-1...12)
        if dice.happens(20) { number = dice.flip() ? .max : .min }
        if dice.happens(850), let payment = dice.pick(payments(of: customer)) { number = payment }
        return .reversePayment(customer: customer, entry: number, reason: reason())
    }

    /// Returns the numbers of a customer's payments; one call in ten includes reversed payments.
    private mutating func payments(of customer: Int) -> [Int64] {
        let isReversedToo = dice.happens(100)
        var numbers: [Int64] = []
        var count: Int64 = 0
        for entry in business.entries where entry.customer == customer {
            count += 1
            guard case .payment = entry.kind else { continue }
            if isReversedToo || business.reversal(ofPayment: count, by: customer) == nil {
                numbers.append(count)
            }
        }
        return numbers
    }

    mutating func payOut() -> Plain.Command {
        var customer = customer()
        let inCredit = business.customers.map(\.id).filter { business.balance(of: $0) < 0 }
        if dice.happens(700), let lucky = dice.pick(inCredit) { customer = lucky }
        let credit = -business.balance(of: customer)
        let amount: Int64 =
            switch dice.roll(100) {
            case 0..<6: extreme()
            case 6..<15: credit + 1
            case 15..<40: credit
            default: dice.number(1...max(credit, 50))
            }
        return .payOut(payment(customer: customer, units: amount))
    }

    private mutating func payment(customer: Int, units: Int64) -> Plain.Payment {
        Plain.Payment(
            customer: customer, amount: inCurrency(units), reference: optional("bank"),
            effective: effective())
    }

    mutating func adjustBalance() -> Plain.Command {
        let customer = customer()
        let balance = business.balance(of: customer)
        let amount: Int64 =
            switch dice.roll(100) {
            case 0..<6: extreme()
            case 6..<13: Bounds.mostMoney - balance + dice.number(0...1)
            case 13..<20: -Bounds.mostMoney - balance - dice.number(0...1)
            case 20..<40: -balance
            default: dice.number(-500...500)
            }
        return .adjustBalance(
            Plain.BalanceAdjustment(
                customer: customer, amount: inCurrency(amount), adjustment: adjustment(), reason: reason(),
                effective: effective()))
    }

    private mutating func adjustment() -> Plain.Adjustment {
        dice.one(of: .openingBalance(due: dice.number(18_000...22_000)), .writeOff, .goodwill, .correction)
    }
}
