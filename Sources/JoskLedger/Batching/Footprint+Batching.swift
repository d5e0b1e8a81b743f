// The footprint queries that the queue needs.

extension Footprint {
    /// The estimated number of rows, including the rows that only the store can find.
    var weight: Int { isComplete ? rowCount : rowCount + 20 * orders.count }

    /// True if the footprint names all rows that the command touches.
    ///
    /// A footprint that names an order without its customer, to refund the order, is incomplete: only the store finds
    /// the customer and the products. A footprint that names both belongs to a command that makes the order.
    var isComplete: Bool { orders.isEmpty || !customers.isEmpty }

    /// Returns true if two footprints have no row or key in common.
    func isDisjoint(with other: Footprint) -> Bool {
        customers.isDisjoint(with: other.customers) && products.isDisjoint(with: other.products)
            && orders.isDisjoint(with: other.orders) && payments.isDisjoint(with: other.payments)
            && keys.isDisjoint(with: other.keys)
            && customerReferences.isDisjoint(with: other.customerReferences)
            && skus.isDisjoint(with: other.skus)
            && orderReferences.isDisjoint(with: other.orderReferences)
    }
}
