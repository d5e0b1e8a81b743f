/// Changes a customer's credit limit. Below the balance is allowed, and stops new charges.
package struct ChangeCreditLimit: Command {
    package static let kind = "change-credit-limit"

    package let customerID: Customer.ID
    package let creditLimit: Money

    package var footprint: Footprint { Footprint(customers: [customerID]) }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(customerID)
        encoder.append(creditLimit)
    }

    package func decide(on state: TransactionState) throws(ChangeCreditLimitRejection) -> Decision<
        ChangeCreditLimitReceipt
    > {
        if let mismatch = state.business.mismatch(with: creditLimit) { throw .currencyMismatch(mismatch) }
        if let violation = LimitViolation.check(
            .creditLimit, creditLimit.minorUnits, within: Limits.nonNegativeAmount)
        {
            throw .outOfBounds(violation)
        }
        guard let account = state.customer(customerID) else { throw .unknownCustomer(customerID) }
        let entry = account.next(
            .limitChanged, amount: .zero(creditLimit.currency), balance: account.balance,
            creditLimit: creditLimit, on: state)
        var changes = TransactionChanges()
        changes.post(entry)
        let receipt = ChangeCreditLimitReceipt(
            customerID: customerID, entrySequence: entry.sequence, creditLimit: creditLimit,
            previousLimit: account.creditLimit, balance: account.balance, changedAt: entry.recordedAt)
        return Decision(receipt, changes)
    }
}

/// A customer's credit limit was changed.
public struct ChangeCreditLimitReceipt: Sendable, Hashable, Codable {
    /// The customer.
    public let customerID: Customer.ID
    /// The ledger entry that records it.
    public let entrySequence: Int64
    /// The limit from now on.
    public let creditLimit: Money
    /// The limit before.
    public let previousLimit: Money
    /// What the customer owed; where it is more than the limit, nothing more can be charged.
    public let balance: Money
    /// When it was changed.
    public let changedAt: Timestamp
}

/// Why a credit limit was not changed.
public enum ChangeCreditLimitRejection: Error, Sendable, Hashable, Codable {
    /// There is no customer by that identifier.
    case unknownCustomer(Customer.ID)
    /// The limit is not in the currency of the business.
    case currencyMismatch(CurrencyMismatch)
    /// The limit is out of bounds.
    case outOfBounds(LimitViolation)
}

extension ChangeCreditLimitRejection: CommandRejection {
    package enum Reason: String, RejectionReason {
        case unknownCustomer = "unknown_customer"
        case currencyMismatch = "currency_mismatch"
        case outOfBounds = "out_of_bounds"
    }

    package var reasons: Set<Reason> {
        switch self {
        case .unknownCustomer: [.unknownCustomer]
        case .currencyMismatch: [.currencyMismatch]
        case .outOfBounds: [.outOfBounds]
        }
    }
}

extension ChangeCreditLimitReceipt: CommandReceipt {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(customerID)
        encoder.append(entrySequence)
        encoder.append(creditLimit)
        encoder.append(previousLimit)
        encoder.append(balance)
        encoder.append(changedAt)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(
            customerID: try decoder.next(), entrySequence: try decoder.next(),
            creditLimit: try decoder.next(), previousLimit: try decoder.next(), balance: try decoder.next(),
            changedAt: try decoder.next())
    }
}
