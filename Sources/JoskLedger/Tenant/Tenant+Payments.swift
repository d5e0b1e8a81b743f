// Commands for payments and corrections of a balance.

extension Tenant {
    /// Records a payment by a customer.
    ///
    /// A payment may exceed the amount that the customer owes. The customer is then in credit.
    ///
    /// - Parameters:
    ///   - amount: The paid amount, within ``Limits/positiveAmount``.
    ///   - customerID: The identifier of the customer.
    ///   - reference: The application's note about the payment, such as the bank's reference; not necessarily unique.
    ///   - effectiveDate: The day from which the payment counts; nil for the day on which it is recorded, in the time
    ///     zone of the business.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the sequence number of the ledger entry and the resulting balance.
    /// - Throws: ``RecordPaymentError``. The command is rejected if no customer has the identifier, if the amount is
    ///   in another currency than the business, or if the amount or the resulting balance is out of bounds.
    @discardableResult
    public func recordPayment(
        of amount: Money, by customerID: Customer.ID, reference: PaymentReference? = nil,
        effectiveDate: CalendarDate? = nil, idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(RecordPaymentError) -> RecordPaymentReceipt {
        let command = RecordPayment(
            customerID: customerID, amount: amount, reference: reference, effectiveDate: effectiveDate)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Reverses a failed payment, for example a bounced cheque.
    ///
    /// The reversal covers the full amount. The credit limit does not apply.
    ///
    /// - Parameters:
    ///   - paymentID: The identifier of the payment: ``RecordPaymentReceipt/paymentID``.
    ///   - reason: The reason, stored with the ledger entry.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the sequence number of the ledger entry and the resulting balance.
    /// - Throws: ``ReversePaymentError``. The command is rejected if no customer has the identifier, if the ledger
    ///   entry does not exist or is not a payment, if the payment was reversed before, or if the resulting balance is
    ///   out of bounds.
    @discardableResult
    public func reverse(
        payment paymentID: Payment.ID, reason: Reason,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(ReversePaymentError) -> LedgerEntryReceipt {
        let command = ReversePayment(paymentID: paymentID, reason: reason)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Records a payout to a customer who is in credit, at most the customer's credit balance.
    ///
    /// - Parameters:
    ///   - amount: The amount paid out, within ``Limits/positiveAmount``.
    ///   - customerID: The identifier of the customer.
    ///   - reference: The application's note about the payout; not necessarily unique.
    ///   - effectiveDate: The day from which the payout counts; nil for the day on which it is recorded, in the time
    ///     zone of the business.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the sequence number of the ledger entry and the resulting balance.
    /// - Throws: ``PayOutError``. The command is rejected if no customer has the identifier, if the amount is out of
    ///   bounds or in another currency than the business, or if it exceeds the customer's credit balance.
    @discardableResult
    public func payOut(
        _ amount: Money, to customerID: Customer.ID, reference: PaymentReference? = nil,
        effectiveDate: CalendarDate? = nil,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(PayOutError) -> LedgerEntryReceipt {
        let command = PayOut(
            customerID: customerID, amount: amount, reference: reference, effectiveDate: effectiveDate)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Corrects a customer's balance, up or down.
    ///
    /// An adjustment records an opening balance, a write-off, goodwill or the correction of a mistake. The credit
    /// limit does not apply.
    ///
    /// - Parameters:
    ///   - customerID: The identifier of the customer.
    ///   - amount: The change of the balance, positive if the customer owes more; not zero, and within
    ///     ``Limits/amount``.
    ///   - adjustment: The kind of correction.
    ///   - reason: The reason, stored with the ledger entry.
    ///   - effectiveDate: The day from which the adjustment counts; nil for the day on which it is recorded, in the
    ///     time zone of the business.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the sequence number of the ledger entry and the resulting balance.
    /// - Throws: ``AdjustBalanceError``. The command is rejected if no customer has the identifier, if the amount is
    ///   zero or in another currency than the business, or if the amount or the resulting balance is out of bounds.
    @discardableResult
    public func adjustBalance(
        of customerID: Customer.ID, by amount: Money, as adjustment: LedgerEntry.Adjustment, reason: Reason,
        effectiveDate: CalendarDate? = nil,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(AdjustBalanceError) -> LedgerEntryReceipt {
        let command = AdjustBalance(
            customerID: customerID, amount: amount, adjustment: adjustment, reason: reason,
            effectiveDate: effectiveDate)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }
}

/// The error of ``Tenant/recordPayment(of:by:reference:effectiveDate:idempotencyKey:metadata:)``.
public typealias RecordPaymentError = CommandError<RecordPaymentRejection>
/// The error of ``Tenant/reverse(payment:reason:idempotencyKey:metadata:)``.
public typealias ReversePaymentError = CommandError<ReversePaymentRejection>
/// The error of ``Tenant/payOut(_:to:reference:effectiveDate:idempotencyKey:metadata:)``.
public typealias PayOutError = CommandError<PayOutRejection>
/// The error of ``Tenant/adjustBalance(of:by:as:reason:effectiveDate:idempotencyKey:metadata:)``, and of each element
/// of ``Tenant/recordOpeningBalances(_:)``.
public typealias AdjustBalanceError = CommandError<AdjustBalanceRejection>
