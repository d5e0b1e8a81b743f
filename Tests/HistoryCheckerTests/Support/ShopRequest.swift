import HistoryChecker

/// A request of the tests; `json` is its form in the format.
enum ShopRequest: Hashable {
    case purchase(String, [Item], order: String? = nil)
    case payment(String, Int64)
    case reversal(String, Int64)
    case refund(String, [Return])
    case cancel(String)
    case goods(String, Int64)
    case stock(String, Int64)
    case limit(String, Int64)
    case price(String, Int64)
    case addProduct(String, sku: String, price: Int64, stock: Int64)
    case addCustomer(String, limit: Int64, reference: String? = nil)
    case sku(String, String)
    case terms(Int64)

    struct Item: Hashable {
        let product: String
        let quantity: Int64

        init(_ quantity: Int64, _ product: String) {
            self.product = product
            self.quantity = quantity
        }
    }

    struct Return: Hashable {
        let line: Int64
        let quantity: Int64
        let restock: Bool

        init(_ quantity: Int64, line: Int64, restock: Bool = true) {
            self.line = line
            self.quantity = quantity
            self.restock = restock
        }
    }

    var kind: String {
        if case .string(let kind) = json["kind"] { kind } else { "" }
    }

    var json: JSONValue {
        switch self {
        case .purchase(let customer, let items, let order):
            [
                "kind": "purchase", "customer": .string(customer), "order": order.map { .string($0) } ?? nil,
                "lines": .array(
                    items.map { ["product": .string($0.product), "quantity": .integer($0.quantity)] }),
            ]
        case .payment(let customer, let amount):
            ["kind": "payment", "customer": .string(customer), "amount": .integer(amount)]
        case .reversal(let customer, let payment):
            ["kind": "reversal", "customer": .string(customer), "payment": .integer(payment)]
        case .refund(let order, let lines):
            [
                "kind": "refund", "order": .string(order),
                "lines": .array(
                    lines.map {
                        [
                            "line": .integer($0.line), "quantity": .integer($0.quantity),
                            "restock": .bool($0.restock),
                        ]
                    }),
            ]
        case .cancel(let order): ["kind": "cancel", "order": .string(order)]
        case .goods(let product, let quantity):
            ["kind": "goods", "product": .string(product), "quantity": .integer(quantity)]
        case .stock(let product, let quantity):
            ["kind": "stock", "product": .string(product), "quantity": .integer(quantity)]
        case .limit(let customer, let limit):
            ["kind": "limit", "customer": .string(customer), "limit": .integer(limit)]
        case .price(let product, let price):
            ["kind": "price", "product": .string(product), "price": .integer(price)]
        case .addProduct(let product, let sku, let price, let stock):
            [
                "kind": "addProduct", "product": .string(product), "sku": .string(sku),
                "price": .integer(price),
                "stock": .integer(stock),
            ]
        case .addCustomer(let customer, let limit, let reference):
            [
                "kind": "addCustomer", "customer": .string(customer), "limit": .integer(limit),
                "reference": reference.map { .string($0) } ?? nil,
            ]
        case .sku(let product, let sku): ["kind": "sku", "product": .string(product), "sku": .string(sku)]
        case .terms(let days): ["kind": "terms", "days": .integer(days)]
        }
    }
}

/// A read of the tests.
enum ShopRead {
    case customer(String)
    case product(String)
    case order(String)

    var json: JSONValue {
        switch self {
        case .customer(let id): ["kind": "customer", "customer": .string(id)]
        case .product(let id): ["kind": "product", "product": .string(id)]
        case .order(let id): ["kind": "order", "order": .string(id)]
        }
    }
}
