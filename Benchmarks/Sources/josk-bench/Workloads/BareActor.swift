import JoskLedger

/// The minimum of a purchase: an actor that only checks and subtracts.
///
/// It records nothing, checks nothing twice, and keeps nothing after the process ends.
actor BareActor {
    private let price: Int64 = 100
    private var stock: [Product.ID: Int64]
    private var credit: [Customer.ID: Int64]

    init(customers: [Customer.ID], products: [Product.ID]) {
        // So much that it is never exhausted.
        stock = Dictionary(uniqueKeysWithValues: products.map { ($0, 1_000_000_000_000) })
        credit = Dictionary(uniqueKeysWithValues: customers.map { ($0, 1_000_000_000_000) })
    }

    /// Sells all products or none, and returns true if they were sold.
    func buy(by customer: Customer.ID, _ products: [Product.ID]) -> Bool {
        let total = price * Int64(products.count)
        guard let available = credit[customer], available >= total else { return false }
        for product in products {
            guard let left = stock[product], left >= 1 else { return false }
        }
        for product in products { stock[product, default: 0] -= 1 }
        credit[customer] = available - total
        return true
    }
}
