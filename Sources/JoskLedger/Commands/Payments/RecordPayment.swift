/// Records that a customer paid. It may be more than the customer owes: then the customer is in credit.
package struct RecordPayment: Command {
    package static let kind = "record-payment"

    package let customerID: Customer.ID
    package let amount: Money
    package let reference: PaymentReference?
    /// The day that the payment counts from; nil for the day on which it is recorded.
    package let effectiveDate: CalendarDate?

    package var footprint: Footprint { Footprint(customers: [customerID]) }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(customerID)
        encoder.append(amount)
        encoder.append(reference)
        encoder.append(effectiveDate)
    }

    package func decide(on state: TransactionState) throws(RecordPaymentRejection) -> Decision<
        RecordPaymentReceipt
    > {
        if let mismatch = state.business.mismatch(with: amount) { throw .currencyMismatch(mismatch) }
        if let violation = LimitViolation.check(.payment, amount.minorUnits, within: Limits.positiveAmount) {
            throw .outOfBounds(violation)
        }
        guard let account = state.customer(customerID) else { throw .unknownCustomer(customerID) }
        guard let balance = account.balance.subtracting(amount) else {
            throw .outOfBounds(.balance(account.balance.minorUnits - amount.minorUnits))
        }

        let effective = effectiveDate ?? CalendarDate(of: state.now, in: state.business.timeZone)
        let entry = account.next(
            .payment(reference, effective: effective), amount: amount.negated, balance: balance, on: state)
        var changes = TransactionChanges()
        changes.post(entry)
        let receipt = RecordPaymentReceipt(
            customerID: customerID, entrySequence: entry.sequence, amount: amount, balance: balance,
            effectiveDate: effective, recordedAt: entry.recordedAt)
        return Decision(receipt, changes)
    }
}

/// A payment was recorded.
public struct RecordPaymentReceipt: Sendable, Hashable, Codable {
    /// The customer who paid.
    public let customerID: Customer.ID
    /// The ledger entry that records it.
    public let entrySequence: Int64
    /// What was paid.
    public let amount: Money
    /// What the customer owed right afterwards; negative if the customer was in credit.
    public let balance: Money
    /// The day that the payment counts from.
    public let effectiveDate: CalendarDate
    /// When it was recorded.
    public let recordedAt: Timestamp
}

/// Why a payment was not recorded.
public enum RecordPaymentRejection: Error, Sendable, Hashable, Codable {
    /// There is no customer by that identifier.
    case unknownCustomer(Customer.ID)
    /// The payment is not in the currency of the business.
    case currencyMismatch(CurrencyMismatch)
    /// The amount, or the balance that would result, is out of bounds.
    case outOfBounds(LimitViolation)
}

extension RecordPaymentRejection: CommandRejection {
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

extension RecordPaymentReceipt: CommandReceipt {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(customerID)
        encoder.append(entrySequence)
        encoder.append(amount)
        encoder.append(balance)
        encoder.append(effectiveDate)
        encoder.append(recordedAt)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(
            customerID: try decoder.next(), entrySequence: try decoder.next(), amount: try decoder.next(),
            balance: try decoder.next(), effectiveDate: try decoder.next(), recordedAt: try decoder.next())
    }
}
