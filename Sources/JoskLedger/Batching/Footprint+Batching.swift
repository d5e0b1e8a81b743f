// The footprint queries that the queue needs.

extension Footprint {
    /// True if the footprint names all rows that the command touches.
    ///
    /// A footprint that names an order without its customer, to refund the order, is incomplete: only the store finds
    /// the customer and the products. A footprint that names both belongs to a command that makes the order.
    var isComplete: Bool { orders.isEmpty || !customers.isEmpty }

    /// The rows that the command creates and that later commands can name: customers, products, and an order whose
    /// identifier the caller supplied.
    ///
    /// The other rows of a purchase exist already, and those of an addition do not.
    var created: Footprint? {
        if !fencedKeys.isEmpty { return Footprint(customers: customers, products: products) }
        return orders.isEmpty || customers.isEmpty ? nil : Footprint(orders: orders)
    }

    /// True if the command creates the business.
    var createsBusiness: Bool { keys.contains(CreateBusiness.key) }

    /// Returns true if two footprints have no customer, product or order in common.
    func sharesNoRow(with other: Footprint) -> Bool {
        customers.isDisjoint(with: other.customers) && products.isDisjoint(with: other.products)
            && orders.isDisjoint(with: other.orders)
    }

    /// Returns true if two footprints have no row or key in common.
    func isDisjoint(with other: Footprint) -> Bool {
        sharesNoRow(with: other) && payments.isDisjoint(with: other.payments)
            && keys.isDisjoint(with: other.keys)
            && customerReferences.isDisjoint(with: other.customerReferences)
            && skus.isDisjoint(with: other.skus)
            && orderReferences.isDisjoint(with: other.orderReferences)
    }
}
