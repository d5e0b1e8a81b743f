/// Pays money back to a customer, at most the customer's credit balance.
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

/// The reasons why a payout was not recorded.
public enum PayOutRejection: Error, Sendable, Hashable, Codable {
    /// No customer has the identifier.
    case unknownCustomer(Customer.ID)
    /// The amount is not in the currency of the business.
    case currencyMismatch(CurrencyMismatch)
    /// The amount exceeds the customer's credit balance.
    ///
    /// The balance is positive or zero, or it is negative by less than the requested amount.
    case insufficientCreditBalance(balance: Money, requested: Money)
    /// The amount is out of bounds.
    case outOfBounds(LimitViolation)
}

extension Money {
    /// The amount by which a customer with this balance is in credit; zero if the customer is not.
    fileprivate var creditBalance: Money { minorUnits < 0 ? negated : .zero(currency) }
}

extension PayOutRejection: DescribedError {
    /// The reason in one complete sentence, with the values that explain it.
    public var description: String {
        switch self {
        case .unknownCustomer(let id): Sentence.unknown("customer", id)
        case .currencyMismatch(let mismatch): mismatch.description
        case .insufficientCreditBalance(let balance, let requested):
            "The payout of \(requested) exceeds the customer's credit balance of \(balance.creditBalance)."
        case .outOfBounds(let violation): violation.description
        }
    }
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
