// The business itself: the terms for all of its customers.

extension Tenant {
    /// Changes the payment terms of customers who have none of their own. Charges that were made keep their
    /// due dates.
    ///
    /// - Parameters:
    ///   - paymentTerms: The terms, within ``Limits/paymentTermDays``.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func changeDefaultPaymentTerms(
        to paymentTerms: PaymentTerms,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(ChangeDefaultPaymentTermsError) -> ChangeDefaultPaymentTermsReceipt {
        let command = ChangeDefaultPaymentTerms(paymentTerms: paymentTerms)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }
}

/// Why the payment terms of a business were not changed.
public typealias ChangeDefaultPaymentTermsError = CommandError<ChangeDefaultPaymentTermsRejection>
