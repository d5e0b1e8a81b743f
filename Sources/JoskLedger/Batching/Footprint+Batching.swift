extension Footprint {
    /// About how many rows it comes to with those that only the store finds.
    var weight: Int { isWhole ? rowCount : rowCount + 20 * orders.count }

    /// Whether it names, for one command or for a list of additions, all that the command touches. One that names an order
    /// without its customer, to refund it, touches what only the store finds. One that names both makes the order.
    var isWhole: Bool { orders.isEmpty || !customers.isEmpty }

    /// Whether the two name nothing in common.
    func isDisjoint(with other: Footprint) -> Bool {
        customers.isDisjoint(with: other.customers) && products.isDisjoint(with: other.products)
            && orders.isDisjoint(with: other.orders) && payments.isDisjoint(with: other.payments)
            && keys.isDisjoint(with: other.keys)
            && customerReferences.isDisjoint(with: other.customerReferences)
            && skus.isDisjoint(with: other.skus)
            && orderReferences.isDisjoint(with: other.orderReferences)
    }
}
