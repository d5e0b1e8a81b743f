/// The result of a read of an existing row.
enum ReadResult: Hashable, Sendable {
    case customer(Customer)
    case product(Product)
    case order(Order)

    struct Customer: Hashable, Sendable {
        /// The number of the last entry.
        let sequence: Int64
        let balance: Int64
        let limit: Int64
        let orders: Int64
    }

    struct Product: Hashable, Sendable {
        let sku: Name
        let price: Int64
        let stock: Int64
        let movements: Int64
    }

    struct Order: Hashable, Sendable {
        let number: Int64
        let total: Int64
        let refunds: Int64
        /// The refunded units of each line.
        let refunded: [Int64]
    }
}
