// Customers: who they are, and on what terms they buy.

extension Tenant {
    /// Adds a customer and opens the customer's ledger.
    ///
    /// - Parameters:
    ///   - id: The caller's identifier, if it has one.
    ///   - name: What the customer is called; no fact holds it.
    ///   - reference: The host's own key for the customer, unique in the business.
    ///   - creditLimit: What the customer may owe at most, within ``Limits/nonNegativeAmount``.
    ///   - paymentTerms: The customer's own payment terms; nil for those of the business.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
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

    /// Gives a customer another name.
    ///
    /// - Parameters:
    ///   - customerID: The customer.
    ///   - name: What the customer is called from now on.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func rename(
        customer customerID: Customer.ID, to name: Name,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(RenameCustomerError) -> CustomerChangeReceipt {
        let command = RenameCustomer(customerID: customerID, name: name)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Changes the host's own key for a customer, or takes it away.
    ///
    /// - Parameters:
    ///   - customerID: The customer.
    ///   - reference: The key, unique in the business; nil for none.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func changeCustomerReference(
        of customerID: Customer.ID, to reference: CustomerReference?,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(ChangeCustomerReferenceError) -> CustomerChangeReceipt {
        let command = ChangeCustomerReference(customerID: customerID, reference: reference)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Changes a customer's own payment terms. Charges that were made keep their due dates.
    ///
    /// - Parameters:
    ///   - customerID: The customer.
    ///   - paymentTerms: The terms; nil for those of the business.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func changePaymentTerms(
        of customerID: Customer.ID, to paymentTerms: PaymentTerms?,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(ChangePaymentTermsError) -> CustomerChangeReceipt {
        let command = ChangePaymentTerms(customerID: customerID, paymentTerms: paymentTerms)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Changes a customer's credit limit, and writes so into the ledger. A limit below the balance is
    /// allowed: nothing more can be charged until the balance is below it.
    ///
    /// - Parameters:
    ///   - customerID: The customer.
    ///   - creditLimit: What the customer may owe at most, within ``Limits/nonNegativeAmount``.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func changeCreditLimit(
        of customerID: Customer.ID, to creditLimit: Money,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(ChangeCreditLimitError) -> ChangeCreditLimitReceipt {
        let command = ChangeCreditLimit(customerID: customerID, creditLimit: creditLimit)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Lets a customer buy no more. Payments and refunds work all the same.
    ///
    /// - Parameters:
    ///   - customerID: The customer.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func deactivate(
        customer customerID: Customer.ID,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(SetCustomerActivityError) -> CustomerChangeReceipt {
        let command = SetCustomerActivity(customerID: customerID, isActive: false)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }

    /// Lets a customer buy again.
    ///
    /// - Parameters:
    ///   - customerID: The customer.
    ///   - idempotencyKey: See ``Tenant``.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func activate(
        customer customerID: Customer.ID,
        idempotencyKey: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) async throws(SetCustomerActivityError) -> CustomerChangeReceipt {
        let command = SetCustomerActivity(customerID: customerID, isActive: true)
        return try await submit(command, key: idempotencyKey, metadata: metadata)
    }
}

/// Why a customer was not added.
public typealias AddCustomerError = CommandError<AddCustomerRejection>
/// Why a customer was not renamed.
public typealias RenameCustomerError = CommandError<UnknownCustomerRejection>
/// Why a customer's reference was not changed.
public typealias ChangeCustomerReferenceError = CommandError<ChangeCustomerReferenceRejection>
/// Why a customer's payment terms were not changed.
public typealias ChangePaymentTermsError = CommandError<ChangePaymentTermsRejection>
/// Why a credit limit was not changed.
public typealias ChangeCreditLimitError = CommandError<ChangeCreditLimitRejection>
/// Why a customer was not activated or deactivated.
public typealias SetCustomerActivityError = CommandError<UnknownCustomerRejection>
