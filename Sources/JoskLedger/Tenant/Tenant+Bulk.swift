// Bulk commands, for the data that a business brings to its cut-over to Josk.
//
// Each element is a separate command with its own key, outcome and journal entry. Only the transaction is shared.

extension Tenant {
    /// Adds many customers in few transactions, with a separate outcome for each customer.
    ///
    /// The rejection of one customer does not stop the others. The method never throws: check every element of the
    /// result.
    ///
    /// Customers are added in the given order: of two with the same reference, the first gets it. Give each customer
    /// a key that names the import and the line, such as `import-2026-01/customers/17`, because keys are unique among
    /// all commands of a business. After a failure, run the whole import again: customers that were added return
    /// their first receipts.
    ///
    /// If the store fails, the customers in the failed transaction get its error. Later customers are not tried. They
    /// get the same error with the outcome ``StoreError/Outcome/notCommitted``. If the task is cancelled, the method
    /// stops between two transactions.
    ///
    /// - Parameter customers: The customers to add, any number.
    /// - Returns: A receipt or an error for each customer, in the given order.
    public func addCustomers(
        _ customers: [NewCustomer]
    ) async -> [Result<AddCustomerReceipt, AddCustomerError>] {
        await submit(
            customers.map { customer in
                Request(
                    AddCustomer(
                        id: NewIdentifier(customer.id), name: customer.name, reference: customer.reference,
                        creditLimit: customer.creditLimit, paymentTerms: customer.paymentTerms),
                    key: customer.idempotencyKey, metadata: customer.metadata)
            })
    }

    /// Adds many products in few transactions, with a separate outcome for each product.
    ///
    /// The method never throws. Its order, keys, failures and cancellation are those of ``addCustomers(_:)``.
    ///
    /// - Parameter products: The products to add, any number.
    /// - Returns: A receipt or an error for each product, in the given order.
    public func addProducts(
        _ products: [NewProduct]
    ) async -> [Result<AddProductReceipt, AddProductError>] {
        await submit(
            products.map { product in
                Request(
                    AddProduct(
                        id: NewIdentifier(product.id), sku: product.sku, name: product.name,
                        price: product.price, stock: product.stock),
                    key: product.idempotencyKey, metadata: product.metadata)
            })
    }

    /// Records the opening balances of many customers in few transactions, with a separate outcome for each balance.
    ///
    /// The credit limit does not apply. The method never throws. Its order, keys, failures and cancellation are those
    /// of ``addCustomers(_:)``.
    ///
    /// - Parameter balances: The balances to record, any number.
    /// - Returns: A receipt or an error for each balance, in the given order.
    public func recordOpeningBalances(
        _ balances: [OpeningBalance]
    ) async -> [Result<LedgerEntryReceipt, AdjustBalanceError>] {
        await submit(
            balances.map { balance in
                Request(
                    AdjustBalance(
                        customerID: balance.customerID, amount: balance.amount,
                        adjustment: .openingBalance(due: balance.dueDate), reason: balance.reason,
                        effectiveDate: balance.effectiveDate),
                    key: balance.idempotencyKey, metadata: balance.metadata)
            })
    }
}
