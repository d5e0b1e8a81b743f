/// The totals of a business, counted from receipts or from the tables.
package struct Figures: Codable, Sendable, Equatable {
    package var commands = 0
    package var orders = 0
    package var refunds = 0
    /// The balance of each customer, in minor units.
    package var balances: [Int64]
    /// The number of ledger entries of each customer.
    package var entries: [Int]
    /// The units on hand of each product.
    package var stock: [Int64]
    /// The number of stock movements of each product.
    package var movements: [Int]

    package init(customers: Int, products: Int) {
        balances = Array(repeating: 0, count: customers)
        entries = Array(repeating: 0, count: customers)
        stock = Array(repeating: 0, count: products)
        movements = Array(repeating: 0, count: products)
    }

    package static func + (one: Figures, other: Figures) -> Figures {
        var sum = one
        sum.commands += other.commands
        sum.orders += other.orders
        sum.refunds += other.refunds
        sum.balances = zip(one.balances, other.balances).map { $0 + $1 }
        sum.entries = zip(one.entries, other.entries).map { $0 + $1 }
        sum.stock = zip(one.stock, other.stock).map { $0 + $1 }
        sum.movements = zip(one.movements, other.movements).map { $0 + $1 }
        return sum
    }

    /// Adds the effects of an accepted command.
    package mutating func add(_ deed: Deed) {
        commands += 1
        switch deed.kind {
        case .order: orders += 1
        case .refund: refunds += 1
        case .other: break
        }
        if let entry = deed.entry {
            balances[entry.customer] += entry.amount
            entries[entry.customer] += 1
        }
        for (product, quantity) in deed.moved {
            stock[product] += quantity
            movements[product] += 1
        }
    }
}

/// The effects of an accepted command, according to its receipt.
///
/// Customers and products are identified by their indices.
package struct Deed: Codable, Sendable, Equatable {
    package enum Kind: String, Codable, Sendable { case order, refund, other }

    package struct Entry: Codable, Sendable, Equatable {
        package let customer: Int
        package let amount: Int64
    }

    package var kind = Kind.other
    package var entry: Entry?
    /// The change of each product's stock, in units; negative for units that left the stock.
    package var moved: [Int: Int64] = [:]
    /// The description of the receipt.
    package var receipt = ""
}
