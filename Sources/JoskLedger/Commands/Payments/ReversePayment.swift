/// Undoes a payment that came to nothing, all of it. The limit does not stop it.
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
            throw .outOfBounds(.balance(account.balance.minorUnits &+ payment.amount.minorUnits))
        }
        let entry = account.next(
            .reversal(ofPayment: paymentID.entrySequence, reason), amount: payment.amount, balance: balance,
            on: state)
        var changes = TransactionChanges()
        changes.post(entry)
        return Decision(LedgerEntryReceipt(of: entry), changes)
    }
}

/// Why a payment was not reversed.
public enum ReversePaymentRejection: Error, Sendable, Hashable, Codable {
    /// There is no customer by that identifier.
    case unknownCustomer(Customer.ID)
    /// The customer has no entry by that number, or it is no payment.
    case unknownPayment(Payment.ID)
    /// The entry by this number has reversed it.
    case alreadyReversed(by: Int64)
    /// The balance that would result is out of bounds.
    case outOfBounds(LimitViolation)
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
