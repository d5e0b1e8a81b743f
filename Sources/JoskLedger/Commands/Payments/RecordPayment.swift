/// Records a customer's payment.
///
/// A payment may exceed the balance. The customer is then in credit.
package struct RecordPayment: Command {
    package static let kind = "record-payment"

    package let customerID: Customer.ID
    package let amount: Money
    package let reference: PaymentReference?
    /// The effective day of the payment; nil for the day on which it is recorded.
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
            throw .outOfBounds(
                .balance(account.balance.minorUnits.subtractingReportingOverflow(amount.minorUnits)))
        }

        let effective = effectiveDate ?? CalendarDate(of: state.now, in: state.business.timeZone)
        let entry = account.next(
            .payment(reference, effective: effective), amount: amount.negated, balance: balance, on: state)
        var changes = TransactionChanges()
        changes.post(entry)
        let receipt = RecordPaymentReceipt(
            entry: PostedEntry(entry), amount: amount, balance: balance, effectiveDate: effective,
            recordedAt: entry.recordedAt)
        return Decision(receipt, changes)
    }
}

/// The result of recording a payment.
public struct RecordPaymentReceipt: Sendable, Hashable, Codable {
    /// The ledger entry that records the payment.
    public let entry: PostedEntry
    /// The paid amount.
    public let amount: Money
    /// The balance after this command: the amount that the customer owed; negative if the customer was in credit.
    public let balance: Money
    /// The effective day of the payment.
    public let effectiveDate: CalendarDate
    /// The time of recording.
    public let recordedAt: Timestamp
}

extension RecordPaymentReceipt {
    /// The customer who paid.
    public var customerID: Customer.ID { entry.customerID }
    /// The identifier of the payment, with which it can be reversed.
    public var paymentID: Payment.ID { .init(customerID: entry.customerID, entrySequence: entry.sequence) }
}

extension RecordPaymentReceipt: PostingReceipt {
    /// The ledger entry that records the payment.
    public var postedEntry: PostedEntry? { entry }
}

/// The reasons why a payment was not recorded.
public enum RecordPaymentRejection: Error, Sendable, Hashable, Codable {
    /// No customer has the identifier.
    case unknownCustomer(Customer.ID)
    /// The payment is not in the currency of the business.
    case currencyMismatch(CurrencyMismatch)
    /// The amount or the resulting balance is out of bounds.
    case outOfBounds(LimitViolation)
}

extension RecordPaymentRejection: DescribedError {
    /// The reason in one complete sentence, with the values that explain it.
    public var description: String {
        switch self {
        case .unknownCustomer(let id): Sentence.unknown("customer", id)
        case .currencyMismatch(let mismatch): mismatch.description
        case .outOfBounds(let violation): violation.description
        }
    }
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
        encoder.append(entry)
        encoder.append(amount)
        encoder.append(balance)
        encoder.append(effectiveDate)
        encoder.append(recordedAt)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(
            entry: try decoder.next(), amount: try decoder.next(), balance: try decoder.next(),
            effectiveDate: try decoder.next(), recordedAt: try decoder.next())
    }
}
