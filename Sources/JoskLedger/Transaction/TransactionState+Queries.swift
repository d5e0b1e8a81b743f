// Queries for decisions.

extension TransactionState {
    /// The business, or nil if no business has the identifier.
    package var existingBusiness: Business? { storedBusiness }

    /// The business, which must exist.
    ///
    /// While it does not exist, the engine decides only its creation.
    package var business: Business {
        guard let storedBusiness else { preconditionFailure("business \(businessID) does not exist") }
        return storedBusiness
    }

    package func customer(_ id: Customer.ID) -> CustomerAccount? {
        require(footprint.customers.contains(id), "customer \(id)")
        return customers[id]
    }

    package func product(_ id: Product.ID) -> ProductStock? {
        require(footprint.products.contains(id), "product \(id)")
        return products[id]
    }

    package func order(_ id: Order.ID) -> RefundableOrder? {
        require(footprint.orders.contains(id), "order \(id)")
        return orders[id]
    }

    package func payment(_ id: Payment.ID) -> Payment? {
        require(footprint.payments.contains(id), "payment \(id.entrySequence) of customer \(id.customerID)")
        return payments[id]
    }

    package func journalEntry(_ key: IdempotencyKey) -> JournalEntry? {
        require(footprint.keys.contains(key), "idempotency key \(key)")
        return journal[key]
    }

    package func customerID(reference: CustomerReference) -> Customer.ID? {
        require(footprint.customerReferences.contains(reference), "customer reference \(reference)")
        return customersByReference[reference]
    }

    package func productID(sku: SKU) -> Product.ID? {
        require(footprint.skus.contains(sku), "SKU \(sku)")
        return productsBySKU[sku]
    }

    package func orderID(reference: OrderReference) -> Order.ID? {
        require(footprint.orderReferences.contains(reference), "order reference \(reference)")
        return ordersByReference[reference]
    }

    private func require(_ isDeclared: Bool, _ row: @autoclosure () -> String) {
        precondition(isDeclared, "\(row()) was read but is not in the command's footprint")
    }
}
