import Crypto
import JoskLedger

/// The floor of a store in memory: a ``BareActor`` that also keeps the rows of a purchase and hashes as Josk does.
///
/// It keeps a journal row under its key, an order with its lines, a ledger entry and two movements, and hashes the same
/// number of bytes as Josk. It finds every row directly, offers no queries, and never reads the rows that it keeps.
actor KeepingActor {
    private struct Account {
        var balance: Int64 = 0
        var entries: [Entry] = []
        var orders: [Int] = []
    }

    private struct Entry {
        let order: Int
        let amount: Int64
        let balance: Int64
        let previous: SHA256Digest?
        let hash: SHA256Digest
    }

    private struct Item {
        var stock: Int64 = 1_000_000_000_000
        var movements: [Movement] = []

        mutating func take(for order: Int) {
            stock -= 1
            movements.append(Movement(order: order, stock: stock))
        }
    }

    private struct Movement {
        let order: Int
        let stock: Int64
    }

    private struct Order {
        let customer: Customer.ID
        let lines: [(product: Product.ID, price: Int64)]
        let content: SHA256Digest
    }

    private struct JournalRow {
        let order: Int
        let fingerprint: SHA256Digest
        let receipt: [UInt8]
    }

    /// The numbers of bytes that are hashed for a purchase of two lines.
    private enum Length {
        static let request = 141
        static let order = 251
        static let entry = 249
        static let facts = 283
        static let journalRow = 305
    }

    private let price: Int64 = 100
    private var accounts: [Customer.ID: Account]
    private var items: [Product.ID: Item]
    private var orders: [Int: Order] = [:]
    private var journal: [String: JournalRow] = [:]
    /// The bytes to hash, of which each hash takes a prefix of the right length.
    private let content = (0..<512).map { UInt8(truncatingIfNeeded: $0) }

    init(customers: [Customer.ID], products: [Product.ID]) {
        accounts = Dictionary(uniqueKeysWithValues: customers.map { ($0, Account()) })
        items = Dictionary(uniqueKeysWithValues: products.map { ($0, Item()) })
    }

    /// Sells all products or none, and returns true if they were sold.
    func buy(by customer: Customer.ID, _ products: [Product.ID], key: String) -> Bool {
        guard journal[key] == nil, let balance = accounts[customer]?.balance else { return false }
        let total = price * Int64(products.count)
        for product in products {
            guard let left = items[product]?.stock, left >= 1 else { return false }
        }
        let order = orders.count + 1
        orders[order] = Order(
            customer: customer, lines: products.map { ($0, price) }, content: hash(Length.order))
        for product in products { items[product]?.take(for: order) }
        accounts[customer]?.orders.append(order)
        let entry = Entry(
            order: order, amount: total, balance: balance + total,
            previous: accounts[customer]?.entries.last?.hash, hash: hash(Length.entry))
        accounts[customer]?.entries.append(entry)
        accounts[customer]?.balance = entry.balance
        _ = hash(Length.facts)
        _ = hash(Length.journalRow)
        journal[key] = JournalRow(
            order: order, fingerprint: hash(Length.request), receipt: Array(content[..<100]))
        return true
    }

    private func hash(_ length: Int) -> SHA256Digest { SHA256.hash(data: content[..<length]) }
}
