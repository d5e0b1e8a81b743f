/// Corrects a customer's balance, up or down, for a stated reason.
///
/// The credit limit does not apply.
package struct AdjustBalance: Command {
    package static let kind = "adjust-balance"

    package let customerID: Customer.ID
    package let amount: Money
    package let adjustment: LedgerEntry.Adjustment
    package let reason: Reason
    package let effectiveDate: CalendarDate?

    package var footprint: Footprint { Footprint(customers: [customerID]) }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(customerID)
        encoder.append(amount)
        encoder.append(adjustment)
        encoder.append(reason)
        encoder.append(effectiveDate)
    }

    package func decide(on state: TransactionState) throws(AdjustBalanceRejection) -> Decision<
        LedgerEntryReceipt
    > {
        if let mismatch = state.business.mismatch(with: amount) { throw .currencyMismatch(mismatch) }
        if amount.minorUnits == 0 { throw .zeroAmount }
        if let violation = LimitViolation.check(.adjustment, amount.minorUnits, within: Limits.amount) {
            throw .outOfBounds(violation)
        }
        guard let account = state.customer(customerID) else { throw .unknownCustomer(customerID) }
        guard let balance = account.balance.adding(amount) else {
            throw .outOfBounds(
                .balance(account.balance.minorUnits.addingReportingOverflow(amount.minorUnits)))
        }
        let effective = effectiveDate ?? CalendarDate(of: state.now, in: state.business.timeZone)
        let entry = account.next(
            .adjustment(adjustment, reason, effective: effective), amount: amount, balance: balance, on: state
        )
        var changes = TransactionChanges()
        changes.post(entry)
        return Decision(LedgerEntryReceipt(of: entry), changes)
    }
}

/// The reasons why a balance was not adjusted.
public enum AdjustBalanceRejection: Error, Sendable, Hashable, Codable {
    /// No customer has the identifier.
    case unknownCustomer(Customer.ID)
    /// The amount is not in the currency of the business.
    case currencyMismatch(CurrencyMismatch)
    /// The amount is zero: an adjustment must change the balance.
    case zeroAmount
    /// The amount or the resulting balance is out of bounds.
    case outOfBounds(LimitViolation)
}

extension AdjustBalanceRejection: DescribedError {
    /// The reason in one complete sentence, with the values that explain it.
    public var description: String {
        switch self {
        case .unknownCustomer(let id): Sentence.unknown("customer", id)
        case .currencyMismatch(let mismatch): mismatch.description
        case .zeroAmount: "The amount of an adjustment must not be zero."
        case .outOfBounds(let violation): violation.description
        }
    }
}

extension AdjustBalanceRejection: CommandRejection {
    package enum Reason: String, RejectionReason {
        case unknownCustomer = "unknown_customer"
        case currencyMismatch = "currency_mismatch"
        case zeroAmount = "zero_amount"
        case outOfBounds = "out_of_bounds"
    }

    package var reasons: Set<Reason> {
        switch self {
        case .unknownCustomer: [.unknownCustomer]
        case .currencyMismatch: [.currencyMismatch]
        case .zeroAmount: [.zeroAmount]
        case .outOfBounds: [.outOfBounds]
        }
    }
}
