/// Reverses the full amount of a failed payment, for example of a bounced cheque.
///
/// The credit limit does not apply.
package struct ReversePayment: Command {
    package static let kind = "reverse-payment"

    package let paymentID: Payment.ID
    package let reason: Reason

    package var footprint: Footprint { Footprint(customers: [paymentID.customerID], payments: [paymentID]) }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(paymentID)
        encoder.append(reason)
    }

    package func decide(on state: TransactionState) throws(ReversePaymentRejection) -> Decision<
        LedgerEntryReceipt
    > {
        guard let account = state.customer(paymentID.customerID) else {
            throw .unknownCustomer(paymentID.customerID)
        }
        guard let payment = state.payment(paymentID) else { throw .unknownPayment(paymentID) }
        if let reversal = payment.reversalSequence { throw .alreadyReversed(by: reversal) }
        guard let balance = account.balance.adding(payment.amount) else {
            throw .outOfBounds(
                .balance(account.balance.minorUnits.addingReportingOverflow(payment.amount.minorUnits)))
        }
        let entry = account.next(
            .reversal(ofPayment: paymentID.entrySequence, reason), amount: payment.amount, balance: balance,
            on: state)
        var changes = TransactionChanges()
        changes.post(entry)
        return Decision(LedgerEntryReceipt(of: entry), changes)
    }
}

/// The reasons why a payment was not reversed.
public enum ReversePaymentRejection: Error, Sendable, Hashable, Codable {
    /// No customer has the identifier.
    case unknownCustomer(Customer.ID)
    /// The customer has no ledger entry with the sequence number, or the entry is not a payment.
    case unknownPayment(Payment.ID)
    /// The ledger entry with this sequence number reverses the payment.
    case alreadyReversed(by: Int64)
    /// The resulting balance is out of bounds.
    case outOfBounds(LimitViolation)
}

extension ReversePaymentRejection: DescribedError {
    /// The reason in one complete sentence, with the values that explain it.
    public var description: String {
        switch self {
        case .unknownCustomer(let id): Sentence.unknown("customer", id)
        case .unknownPayment(let id):
            "Ledger entry \(id.entrySequence) of customer \(id.customerID) is not a payment."
        case .alreadyReversed(let reversal): "Ledger entry \(reversal) already reverses the payment."
        case .outOfBounds(let violation): violation.description
        }
    }
}

extension ReversePaymentRejection: CommandRejection {
    package enum Reason: String, RejectionReason {
        case unknownCustomer = "unknown_customer"
        case unknownPayment = "unknown_payment"
        case alreadyReversed = "already_reversed"
        case outOfBounds = "out_of_bounds"
    }

    package var reasons: Set<Reason> {
        switch self {
        case .unknownCustomer: [.unknownCustomer]
        case .unknownPayment: [.unknownPayment]
        case .alreadyReversed: [.alreadyReversed]
        case .outOfBounds: [.outOfBounds]
        }
    }
}
