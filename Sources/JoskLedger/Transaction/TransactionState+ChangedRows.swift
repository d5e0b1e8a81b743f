// The changed rows, each once, as the transaction leaves them. A store that keeps a product's stock in the product's
// row writes these; `changes` has the same changes one by one. Each access sorts the rows again.

extension TransactionState {
    /// The customers that the transaction has added, in their final form, ordered by identifier.
    public var addedCustomers: [Customer] {
        Set(changes.customers.map(\.id)).sorted().compactMap { self.customers[$0]?.customer }
    }

    /// The customers that existed before and have changed, in their final form, ordered by identifier.
    public var changedCustomers: [Customer] {
        Set(changes.changedCustomers.map(\.id)).subtracting(changes.customers.map(\.id)).sorted()
            .compactMap { self.customers[$0]?.customer }
    }

    /// The products that the transaction has added, with their stock after its movements, ordered by identifier.
    public var addedProducts: [ProductStock] {
        Set(changes.products.map(\.id)).sorted().compactMap { products[$0] }
    }

    /// The products that existed before and whose properties or stock have changed, ordered by identifier.
    public var changedProducts: [ProductStock] {
        Set(changes.changedProducts.map(\.id)).union(changes.movements.lazy.map(\.productID))
            .subtracting(changes.products.map(\.id)).sorted().compactMap { products[$0] }
    }
}
