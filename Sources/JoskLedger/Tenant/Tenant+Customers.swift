// Commands for customers and their terms.

extension Tenant {
    /// Adds a customer and opens the customer's ledger.
    ///
    /// - Parameters:
    ///   - id: The identifier of the customer; nil for a new one.
    ///   - name: The customer's name. No order, refund, ledger entry or journal entry contains it.
    ///   - reference: The application's own key for the customer, unique in the business.
    ///   - creditLimit: The most that the customer may owe, within ``Limits/nonNegativeAmount``.
    ///   - paymentTerms: The customer's own payment terms, within ``Limits/paymentTermDays``; nil for those of the
    ///     business.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the identifier of the customer.
    /// - Throws: ``AddCustomerError``. The command is rejected if another customer has the identifier or the
    ///   reference, if the credit limit is out of bounds or in another currency than the business, or if the payment
    ///   terms are out of bounds.
    @discardableResult
    public func addCustomer(
        id: Customer.ID? = nil, name: Name, reference: CustomerReference? = nil, creditLimit: Money,
        paymentTerms: PaymentTerms? = nil, idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(AddCustomerError) -> AddCustomerReceipt {
        let command = AddCustomer(
            id: NewIdentifier(id), name: name, reference: reference, creditLimit: creditLimit,
            paymentTerms: paymentTerms)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Changes a customer's name.
    ///
    /// - Parameters:
    ///   - customerID: The identifier of the customer.
    ///   - name: The new name.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the time of the change.
    /// - Throws: ``RenameCustomerError``. The command is rejected if no customer has the identifier.
    @discardableResult
    public func rename(
        customer customerID: Customer.ID, to name: Name,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(RenameCustomerError) -> CustomerChangeReceipt {
        let command = RenameCustomer(customerID: customerID, name: name)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Changes or removes a customer's reference, which is the application's own key for the customer.
    ///
    /// - Parameters:
    ///   - customerID: The identifier of the customer.
    ///   - reference: The new reference, unique in the business; nil to remove it.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the time of the change.
    /// - Throws: ``ChangeCustomerReferenceError``. The command is rejected if no customer has the identifier, or if
    ///   another customer has the reference.
    @discardableResult
    public func changeCustomerReference(
        of customerID: Customer.ID, to reference: CustomerReference?,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(ChangeCustomerReferenceError) -> CustomerChangeReceipt {
        let command = ChangeCustomerReference(customerID: customerID, reference: reference)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Changes a customer's own payment terms.
    ///
    /// Existing charges keep their due dates.
    ///
    /// - Parameters:
    ///   - customerID: The identifier of the customer.
    ///   - paymentTerms: The new payment terms, within ``Limits/paymentTermDays``; nil for those of the business.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the time of the change.
    /// - Throws: ``ChangePaymentTermsError``. The command is rejected if no customer has the identifier, or if the
    ///   payment terms are out of bounds.
    @discardableResult
    public func changePaymentTerms(
        of customerID: Customer.ID, to paymentTerms: PaymentTerms?,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(ChangePaymentTermsError) -> CustomerChangeReceipt {
        let command = ChangePaymentTerms(customerID: customerID, paymentTerms: paymentTerms)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Changes a customer's credit limit, and records the change in the customer's ledger.
    ///
    /// A limit below the balance is allowed. Nothing more can then be charged until the balance is below the limit.
    ///
    /// - Parameters:
    ///   - customerID: The identifier of the customer.
    ///   - creditLimit: The most that the customer may owe, within ``Limits/nonNegativeAmount``.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the new limit, the previous limit and the balance.
    /// - Throws: ``ChangeCreditLimitError``. The command is rejected if no customer has the identifier, or if the
    ///   credit limit is out of bounds or in another currency than the business.
    @discardableResult
    public func changeCreditLimit(
        of customerID: Customer.ID, to creditLimit: Money,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(ChangeCreditLimitError) -> ChangeCreditLimitReceipt {
        let command = ChangeCreditLimit(customerID: customerID, creditLimit: creditLimit)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Deactivates a customer, so that the customer's purchases are rejected.
    ///
    /// Payments and refunds still work. The command is accepted for an inactive customer too.
    ///
    /// - Parameters:
    ///   - customerID: The identifier of the customer.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the time of the change.
    /// - Throws: ``SetCustomerActivityError``. The command is rejected if no customer has the identifier.
    @discardableResult
    public func deactivate(
        customer customerID: Customer.ID,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(SetCustomerActivityError) -> CustomerChangeReceipt {
        let command = SetCustomerActivity(customerID: customerID, isActive: false)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Activates a customer again, so that the customer can make purchases.
    ///
    /// - Parameters:
    ///   - customerID: The identifier of the customer.
    ///   - idempotencyKey: The key that makes a retry safe (see ``Tenant``); nil makes each call a separate command.
    ///   - metadata: Notes that the journal stores with the command; a retry must pass the same (see ``Metadata``).
    /// - Returns: A receipt with the time of the change.
    /// - Throws: ``SetCustomerActivityError``. The command is rejected if no customer has the identifier.
    @discardableResult
    public func activate(
        customer customerID: Customer.ID,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(SetCustomerActivityError) -> CustomerChangeReceipt {
        let command = SetCustomerActivity(customerID: customerID, isActive: true)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }
}

/// The error of ``Tenant/addCustomer(id:name:reference:creditLimit:paymentTerms:idempotencyKey:metadata:)``, and of
/// each element of ``Tenant/addCustomers(_:)``.
public typealias AddCustomerError = CommandError<AddCustomerRejection>
/// The error of ``Tenant/rename(customer:to:idempotencyKey:metadata:)``.
public typealias RenameCustomerError = CommandError<UnknownCustomerRejection>
/// The error of ``Tenant/changeCustomerReference(of:to:idempotencyKey:metadata:)``.
public typealias ChangeCustomerReferenceError = CommandError<ChangeCustomerReferenceRejection>
/// The error of ``Tenant/changePaymentTerms(of:to:idempotencyKey:metadata:)``.
public typealias ChangePaymentTermsError = CommandError<ChangePaymentTermsRejection>
/// The error of ``Tenant/changeCreditLimit(of:to:idempotencyKey:metadata:)``.
public typealias ChangeCreditLimitError = CommandError<ChangeCreditLimitRejection>
/// The error of ``Tenant/activate(customer:idempotencyKey:metadata:)`` and
/// ``Tenant/deactivate(customer:idempotencyKey:metadata:)``.
public typealias SetCustomerActivityError = CommandError<UnknownCustomerRejection>
