/// Changes a customer's credit limit.
///
/// A limit below the balance is allowed. It prevents new charges.
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
        let amount = Money.zero(creditLimit.currency)
        // The balance stays the same. Only a damaged one is out of bounds.
        guard let balance = account.balance.adding(amount) else {
            throw .outOfBounds(.balance(account.balance.minorUnits))
        }
        let entry = account.next(
            .limitChanged, amount: amount, balance: balance, creditLimit: creditLimit, on: state)
        var changes = TransactionChanges()
        changes.post(entry)
        let receipt = ChangeCreditLimitReceipt(
            entry: PostedEntry(entry), creditLimit: creditLimit, previousLimit: account.creditLimit,
            balance: account.balance, changedAt: entry.recordedAt)
        return Decision(receipt, changes)
    }
}

/// The result of a change of a customer's credit limit.
public struct ChangeCreditLimitReceipt: Sendable, Hashable, Codable {
    /// The ledger entry that records the change.
    public let entry: PostedEntry
    /// The new credit limit.
    public let creditLimit: Money
    /// The previous credit limit.
    public let previousLimit: Money
    /// The balance at the time of the change.
    ///
    /// While it exceeds the limit, no charge is possible.
    public let balance: Money
    /// The time of the change.
    public let changedAt: Timestamp
}

extension ChangeCreditLimitReceipt {
    /// The customer.
    public var customerID: Customer.ID { entry.customerID }
}

extension ChangeCreditLimitReceipt: PostingReceipt {
    /// The ledger entry that records the change.
    public var postedEntry: PostedEntry? { entry }
}

/// The reasons why a credit limit was not changed.
public enum ChangeCreditLimitRejection: Error, Sendable, Hashable, Codable {
    /// No customer has the identifier.
    case unknownCustomer(Customer.ID)
    /// The limit is not in the currency of the business.
    case currencyMismatch(CurrencyMismatch)
    /// The limit, or the balance of a damaged ledger, is out of bounds.
    case outOfBounds(LimitViolation)
}

extension ChangeCreditLimitRejection: DescribedError {
    /// The reason in one complete sentence, with the values that explain it.
    public var description: String {
        switch self {
        case .unknownCustomer(let id): Sentence.unknown("customer", id)
        case .currencyMismatch(let mismatch): mismatch.description
        case .outOfBounds(let violation): violation.description
        }
    }
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
        encoder.append(entry)
        encoder.append(creditLimit)
        encoder.append(previousLimit)
        encoder.append(balance)
        encoder.append(changedAt)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(
            entry: try decoder.next(), creditLimit: try decoder.next(), previousLimit: try decoder.next(),
            balance: try decoder.next(), changedAt: try decoder.next())
    }
}
