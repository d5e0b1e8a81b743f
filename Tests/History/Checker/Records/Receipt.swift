/// The receipt of an accepted command.
///
/// `hash` is the text of the hash of its entry; nil if the history has none.
enum Receipt: Hashable, Sendable {
    case purchase(Purchase)
    case entry(Entry)
    case refund(Refund)
    case movement(Movement)
    case limit(Limit)
    case price(Price)
    case addedProduct(AddedProduct)
    case addedCustomer(AddedCustomer)
    case sku(product: Name)
    case terms(days: Int64)

    struct Purchase: Hashable, Sendable {
        let order: Name
        let number: Int64
        let total: Int64
        let entry: Int64?
        let hash: Name?
        let balance: Int64
        /// The available credit after the purchase: limit − balance.
        let available: Int64
    }

    /// The receipt of a payment or a reversal.
    struct Entry: Hashable, Sendable {
        let customer: Name
        let entry: Int64
        let hash: Name?
        let amount: Int64
        let balance: Int64
    }

    /// The receipt of a refund or a cancellation.
    struct Refund: Hashable, Sendable {
        let order: Name
        let refund: Int64
        let total: Int64
        let entry: Int64?
        let hash: Name?
        let balance: Int64
    }

    struct Movement: Hashable, Sendable {
        let product: Name
        let movement: Int64
        let quantity: Int64
        let stock: Int64
    }

    struct Limit: Hashable, Sendable {
        let customer: Name
        let entry: Int64
        let hash: Name?
        let limit: Int64
        let previous: Int64
        let balance: Int64
    }

    struct Price: Hashable, Sendable {
        let product: Name
        let price: Int64
        let previous: Int64
    }

    struct AddedProduct: Hashable, Sendable {
        let product: Name
        let stock: Int64
    }

    struct AddedCustomer: Hashable, Sendable {
        let customer: Name
        let limit: Int64
        let entry: Int64
        let hash: Name?
    }
}
