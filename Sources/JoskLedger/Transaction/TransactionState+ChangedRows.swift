// The rows that may change, each once, as the transaction leaves them. A store that keeps a product's stock in the
// product's row writes these; `changes` has the same step by step. Each is sorted whenever it is asked for.

extension TransactionState {
    /// The customers that the transaction has added, by identifier.
    public var addedCustomers: [Customer] {
        Set(changes.customers.map(\.id)).sorted().compactMap { self.customers[$0]?.customer }
    }

    /// The customers that were there before and have changed, by identifier.
    public var changedCustomers: [Customer] {
        Set(changes.changedCustomers.map(\.id)).subtracting(changes.customers.map(\.id)).sorted()
            .compactMap { self.customers[$0]?.customer }
    }

    /// The products that the transaction has added, with the stock that movements have brought, by identifier.
    public var addedProducts: [ProductStock] {
        Set(changes.products.map(\.id)).sorted().compactMap { products[$0] }
    }

    /// The products that were there before and have changed, or moved, by identifier.
    public var changedProducts: [ProductStock] {
        Set(changes.changedProducts.map(\.id)).union(changes.movements.lazy.map(\.productID))
            .subtracting(changes.products.map(\.id)).sorted().compactMap { products[$0] }
    }
}
