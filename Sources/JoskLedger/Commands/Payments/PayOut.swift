/// Pays money back to a customer who is in credit, and no more than that.
package struct PayOut: Command {
    package static let kind = "pay-out"

    package let customerID: Customer.ID
    package let amount: Money
    package let reference: PaymentReference?
    package let effectiveDate: CalendarDate?

    package var footprint: Footprint { Footprint(customers: [customerID]) }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(customerID)
        encoder.append(amount)
        encoder.append(reference)
        encoder.append(effectiveDate)
    }

    package func decide(on state: TransactionState) throws(PayOutRejection) -> Decision<LedgerEntryReceipt> {
        if let mismatch = state.business.mismatch(with: amount) { throw .currencyMismatch(mismatch) }
        if let violation = LimitViolation.check(.payment, amount.minorUnits, within: Limits.positiveAmount) {
            throw .outOfBounds(violation)
        }
        guard let account = state.customer(customerID) else { throw .unknownCustomer(customerID) }
        guard let balance = account.balance.adding(amount), balance.minorUnits <= 0 else {
            throw .insufficientCreditBalance(balance: account.balance, requested: amount)
        }
        let effective = effectiveDate ?? CalendarDate(of: state.now, in: state.business.timeZone)
        let entry = account.next(
            .payout(reference, effective: effective), amount: amount, balance: balance, on: state)
        var changes = TransactionChanges()
        changes.post(entry)
        return Decision(LedgerEntryReceipt(of: entry), changes)
    }
}

/// Why a customer was not paid out.
public enum PayOutRejection: Error, Sendable, Hashable, Codable {
    /// There is no customer by that identifier.
    case unknownCustomer(Customer.ID)
    /// The amount is not in the currency of the business.
    case currencyMismatch(CurrencyMismatch)
    /// The customer is not in credit by that much: the balance is negative by less, or not at all.
    case insufficientCreditBalance(balance: Money, requested: Money)
    /// The amount is out of bounds.
    case outOfBounds(LimitViolation)
}

extension PayOutRejection: CommandRejection {
    package enum Reason: String, RejectionReason {
        case unknownCustomer = "unknown_customer"
        case currencyMismatch = "currency_mismatch"
        case insufficientCreditBalance = "insufficient_credit_balance"
        case outOfBounds = "out_of_bounds"
    }

    package var reasons: Set<Reason> {
        switch self {
        case .unknownCustomer: [.unknownCustomer]
        case .currencyMismatch: [.currencyMismatch]
        case .insufficientCreditBalance: [.insufficientCreditBalance]
        case .outOfBounds: [.outOfBounds]
        }
    }
}
