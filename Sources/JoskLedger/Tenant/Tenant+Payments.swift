// Payments: what customers pay, and what corrects a balance.

extension Tenant {
    /// Records that a customer paid. More than the customer owes is accepted: the customer is then in credit.
    ///
    /// - Parameters:
    ///   - amount: What was paid, within ``Limits/positiveAmount``.
    ///   - customerID: Who paid.
    ///   - reference: What the host notes of it, such as the bank's reference; not unique.
    ///   - effectiveDate: The day that it counts from; nil for the day on which it is recorded.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func recordPayment(
        of amount: Money, by customerID: Customer.ID, reference: PaymentReference? = nil,
        effectiveDate: CalendarDate? = nil, idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(RecordPaymentError) -> RecordPaymentReceipt {
        let command = RecordPayment(
            customerID: customerID, amount: amount, reference: reference, effectiveDate: effectiveDate)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Undoes a payment that came to nothing (a bounced cheque), all of it. The credit limit does not stop
    /// it.
    ///
    /// - Parameters:
    ///   - paymentID: The payment: the customer, and the number of the ledger entry in its receipt.
    ///   - reason: Why; it stays with the entry.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func reverse(
        payment paymentID: Payment.ID, reason: Reason,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(ReversePaymentError) -> LedgerEntryReceipt {
        let command = ReversePayment(paymentID: paymentID, reason: reason)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Pays money back to a customer who is in credit, and no more than that.
    ///
    /// - Parameters:
    ///   - amount: What is paid, within ``Limits/positiveAmount``.
    ///   - customerID: The customer.
    ///   - reference: What the host notes of it; not unique.
    ///   - effectiveDate: The day that it counts from; nil for the day on which it is recorded.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
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

    /// Corrects what a customer owes, up or down: an opening balance, a write-off, goodwill, a mistake. The
    /// credit limit does not stop it.
    ///
    /// - Parameters:
    ///   - customerID: The customer.
    ///   - amount: The change, positive if the customer owes more: not zero, and within ``Limits/amount``.
    ///   - adjustment: What kind of correction it is.
    ///   - reason: Why; it stays with the entry.
    ///   - effectiveDate: The day that it counts from; nil for the day on which it is recorded.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
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

/// Why a payment was not recorded.
public typealias RecordPaymentError = CommandError<RecordPaymentRejection>
/// Why a payment was not reversed.
public typealias ReversePaymentError = CommandError<ReversePaymentRejection>
/// Why a customer was not paid out.
public typealias PayOutError = CommandError<PayOutRejection>
/// Why a balance was not adjusted.
public typealias AdjustBalanceError = CommandError<AdjustBalanceRejection>
