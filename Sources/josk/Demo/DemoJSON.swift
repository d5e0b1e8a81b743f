import JoskLedger

/// The report of the demonstration for programs; amounts are in minor units.
struct DemoJSON: Encodable {
    /// The purchases with one outcome.
    struct Outcome: Encodable {
        let outcome: String
        let buyers: Int
        let units: Int64
        let amount: Int64
    }

    struct Product: Encodable {
        let sku: String
        let name: String
        let price: Int64
        /// The units before the rush, sold in it and left after it.
        let before: Int64
        let sold: Int64
        let left: Int64
    }

    /// The buyers who clicked twice, those of them who bought, and their orders.
    struct DoubleClicks: Encodable {
        let buyers: Int
        let bought: Int
        let orders: Int64
    }

    let seed: UInt64
    let currency: String
    let buyers: Int
    let outcomes: [Outcome]
    let products: [Product]
    let doubleClicks: DoubleClicks
    /// The sum of all balances, and the number of customers who owe.
    let owed: Int64
    let debtors: Int
    let audit: AuditJSON
}

extension DemoReport {
    var json: DemoJSON {
        let (clickers, bought) = doubleClickers
        return DemoJSON(
            seed: plan.seed, currency: DemoShop.currency.code, buyers: plan.buyers.count,
            outcomes: rush.tallies(at: plan.products.map(\.price)).map {
                .init(
                    outcome: $0.outcome.rawValue, buyers: $0.purchases, units: $0.units, amount: $0.amount)
            },
            products: zip(plan.products, closing.stock).map { product, left in
                .init(
                    sku: product.sku, name: product.name, price: product.price, before: plan.stock,
                    sold: plan.stock - left, left: left)
            },
            doubleClicks: .init(buyers: clickers, bought: bought, orders: closing.ordersOfDoubleClickers),
            owed: closing.owed, debtors: closing.debtors, audit: AuditJSON(closing.audit))
    }

    /// The number of buyers who clicked twice, and the number of those who bought.
    var doubleClickers: (buyers: Int, bought: Int) {
        let clickers = rush.attempts.filter(\.buyer.clicksTwice)
        return (clickers.count, clickers.count { DemoOutcome($0) == .bought })
    }
}
