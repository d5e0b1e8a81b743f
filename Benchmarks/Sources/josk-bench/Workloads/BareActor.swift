import JoskLedger

/// The least that could be called a purchase: what it costs to check and to subtract, where nothing is written down,
/// nothing is checked twice and nothing survives.
actor BareActor {
    private let price: Int64 = 100
    private var stock: [Product.ID: Int64]
    private var credit: [Customer.ID: Int64]

    init(customers: [Customer.ID], products: [Product.ID]) {
        // As much as there is no end of.
        stock = Dictionary(uniqueKeysWithValues: products.map { ($0, 1_000_000_000_000) })
        credit = Dictionary(uniqueKeysWithValues: customers.map { ($0, 1_000_000_000_000) })
    }

    /// Whether it was sold: all of it or nothing.
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
