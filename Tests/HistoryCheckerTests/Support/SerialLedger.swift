import HistoryChecker

/// A ledger that carries out one command at a time, written from the README of the format.
struct SerialLedger {
    struct Customer {
        var limit: Int64
        var balance: Int64 = 0
        var entries: Int64 = 0
        var orders: Int64 = 0
        var reference: String?
        /// The amounts of the payments that were not reversed, by entry.
        var payments: [Int64: Int64] = [:]
        /// The entries that reversed each payment.
        var reversals: [Int64: Int64] = [:]
    }

    struct Product {
        var sku: String
        var price: Int64
        var stock: Int64 = 0
        var movements: Int64 = 0
    }

    struct Order {
        var customer: String
        var number: Int64
        var lines: [(item: ShopRequest.Item, price: Int64)]
        var total: Int64
        var refunds: Int64 = 0
        var refunded: [Int64]
    }

    /// The result of a command.
    enum Outcome {
        case accepted(receipt: JSONValue)
        case rejected(JSONValue)
        case keyReused

        var isAccepted: Bool { if case .accepted = self { true } else { false } }
    }

    let business: String
    var customers: [String: Customer] = [:]
    var products: [String: Product] = [:]
    var orders: [String: Order] = [:]
    var terms: Int64 = 30
    /// The rows of facts so far.
    var rows: [JSONValue] = []
    private var journal: [String: (request: ShopRequest, receipt: JSONValue)] = [:]
    /// The identifier of the command that is being carried out.
    var command: String { "j\(journal.count + 1)" }

    init(business: String = "b1") { self.business = business }

    /// Carries out a command, or returns the receipt of the earlier attempt.
    mutating func execute(_ request: ShopRequest, key: String) -> Outcome {
        if let earlier = journal[key] {
            return earlier.request == request ? .accepted(receipt: earlier.receipt) : .keyReused
        }
        do throws(Refusal) {
            let receipt = try decide(request)
            rows.append(
                fact("command", ["id": .string(command), "key": .string(key), "kind": .string(request.kind)]))
            journal[key] = (request, receipt)
            return .accepted(receipt: receipt)
        } catch {
            return .rejected(error.rejection)
        }
    }

    /// A rejection.
    struct Refusal: Error {
        let rejection: JSONValue

        init(_ reason: String, _ fields: [(String, JSONValue)] = []) {
            rejection = .object([.init("reason", .string(reason))] + fields.map { .init($0.0, $0.1) })
        }
    }

    private mutating func decide(_ request: ShopRequest) throws(Refusal) -> JSONValue {
        switch request {
        case .purchase(let customer, let items, let order):
            return try purchase(customer, items, order ?? "o-\(command)")
        case .payment(let customer, let amount): return try payment(customer, amount)
        case .reversal(let customer, let payment): return try reversal(customer, payment)
        case .refund(let order, let lines): return try refund(order, lines)
        case .cancel(let order): return try cancel(order)
        case .goods(let product, let quantity):
            guard products[product] != nil else { throw Refusal("unknownProduct") }
            return move(product, quantity, "receipt")
        case .stock(let product, let quantity):
            guard let stock = products[product]?.stock else { throw Refusal("other") }
            if stock + quantity < 0 {
                throw Refusal(
                    "insufficientStock", [("requested", .integer(-quantity)), ("available", .integer(stock))])
            }
            return move(product, quantity, "adjustment")
        case .limit(let customer, let limit): return try changeLimit(customer, limit)
        case .price(let product, let price):
            guard let previous = products[product]?.price else { throw Refusal("unknownProduct") }
            products[product]?.price = price
            return ["product": .string(product), "price": .integer(price), "previous": .integer(previous)]
        case .addProduct(let id, let sku, let price, let stock): return try addProduct(id, sku, price, stock)
        case .addCustomer(let id, let limit, let reference): return try addCustomer(id, limit, reference)
        case .sku(let product, let sku):
            guard products[product] != nil else { throw Refusal("unknownProduct") }
            try checkFree(sku, except: product)
            products[product]?.sku = sku
            return ["product": .string(product)]
        case .terms(let days):
            terms = days
            return ["days": .integer(days)]
        }
    }

    /// Returns a row of the business.
    func fact(_ type: String, _ fields: JSONValue) -> JSONValue {
        guard case .object(let members) = fields else { return .null }
        return .object([.init("type", .string(type)), .init("business", .string(business))] + members)
    }

    /// Returns all rows, including the final rows of customers and products.
    func allRows() -> [JSONValue] {
        var all = rows
        for (id, customer) in customers.sorted(by: { $0.key < $1.key }) {
            all.append(
                fact(
                    "customer",
                    [
                        "id": .string(id), "reference": customer.reference.map { .string($0) } ?? nil,
                        "orders": .integer(customer.orders),
                    ]))
        }
        for (id, product) in products.sorted(by: { $0.key < $1.key }) {
            all.append(
                fact(
                    "product",
                    [
                        "id": .string(id), "sku": .string(product.sku), "price": .integer(product.price),
                        "stock": .integer(product.stock), "movements": .integer(product.movements),
                    ]))
        }
        all.append(["type": "business", "id": .string(business), "terms": .integer(terms)])
        return all
    }

    /// Returns the result of a read; nil if the row does not exist.
    func read(_ read: ShopRead) -> JSONValue? {
        switch read {
        case .customer(let id):
            return customers[id].map {
                [
                    "sequence": .integer($0.entries), "balance": .integer($0.balance),
                    "limit": .integer($0.limit), "orders": .integer($0.orders),
                ]
            }
        case .product(let id):
            return products[id].map {
                [
                    "sku": .string($0.sku), "price": .integer($0.price), "stock": .integer($0.stock),
                    "movements": .integer($0.movements),
                ]
            }
        case .order(let id):
            return orders[id].map {
                [
                    "number": .integer($0.number), "total": .integer($0.total),
                    "refunds": .integer($0.refunds),
                    "refunded": .array($0.refunded.map { .integer($0) }),
                ]
            }
        }
    }
}
