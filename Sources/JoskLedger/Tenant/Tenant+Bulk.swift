// Many at a time: what a business brings with it at its cut-over to Josk.
//
// Each element is a command of its own, with a key, an outcome and a journal entry of its own. Only the
// transaction is shared.

extension Tenant {
    /// Adds many customers, in few transactions, each with an outcome of its own: what is wrong with one does
    /// not stop the others.
    ///
    /// It never throws: look at every element.
    ///
    /// They are added in their order, so that of two with one reference the first gets it. Give each a key that
    /// names the import and the line, such as `import-2026-01/customers/17`, for keys are unique over all commands
    /// of a business. After a failure run all of it again: those that were added give their first receipts.
    ///
    /// If the store fails, those that shared its transaction get its error. The ones after them are not tried:
    /// they get it too, with the outcome ``StoreError/Outcome/notCommitted``. A cancelled task stops between two
    /// transactions.
    ///
    /// - Returns: A receipt or an error for each, in the order given.
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

    /// Adds many products, as ``addCustomers(_:)`` adds customers.
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

    /// Records what many customers already owed, as ``addCustomers(_:)`` adds customers. The credit limit does
    /// not stop it.
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
