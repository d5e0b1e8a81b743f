// Commands for the business itself.

extension Tenant {
    /// Changes the payment terms of all customers who have none of their own.
    ///
    /// Existing charges keep their due dates.
    ///
    /// - Parameters:
    ///   - paymentTerms: The new payment terms, within ``Limits/paymentTermDays``.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the new payment terms.
    /// - Throws: ``ChangeDefaultPaymentTermsError``. The command is rejected if the payment terms are out of bounds.
    @discardableResult
    public func changeDefaultPaymentTerms(
        to paymentTerms: PaymentTerms,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(ChangeDefaultPaymentTermsError) -> ChangeDefaultPaymentTermsReceipt {
        let command = ChangeDefaultPaymentTerms(paymentTerms: paymentTerms)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }
}

/// The error of ``Tenant/changeDefaultPaymentTerms(to:idempotencyKey:metadata:)``.
public typealias ChangeDefaultPaymentTermsError = CommandError<ChangeDefaultPaymentTermsRejection>
