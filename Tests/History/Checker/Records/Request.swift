/// The request of a call.
enum Request: Hashable, Sendable {
    case purchase(customer: Name, lines: [PurchaseLine], order: Name?)
    case payment(customer: Name, amount: Int64)
    case reversal(customer: Name, payment: Int64)
    case refund(order: Name, lines: [RefundLine])
    case cancel(order: Name)
    case goods(product: Name, quantity: Int64)
    case stock(product: Name, quantity: Int64)
    case limit(customer: Name, limit: Int64)
    case price(product: Name, price: Int64)
    case addProduct(product: Name, sku: Name, price: Int64, stock: Int64)
    case addCustomer(customer: Name, reference: Name?, limit: Int64)
    case sku(product: Name, sku: Name)
    case terms(days: Int64)
    case readCustomer(Name)
    case readProduct(Name)
    case readOrder(Name)

    struct PurchaseLine: Hashable, Sendable {
        let product: Name
        let quantity: Int64
    }

    struct RefundLine: Hashable, Sendable {
        /// The number of the order's line, from 1.
        let line: Int64
        let quantity: Int64
        let restock: Bool
    }

    /// The name of the kind in the format.
    var kind: String {
        switch self {
        case .purchase: "purchase"
        case .payment: "payment"
        case .reversal: "reversal"
        case .refund: "refund"
        case .cancel: "cancel"
        case .goods: "goods"
        case .stock: "stock"
        case .limit: "limit"
        case .price: "price"
        case .addProduct: "addProduct"
        case .addCustomer: "addCustomer"
        case .sku: "sku"
        case .terms: "terms"
        case .readCustomer: "customer"
        case .readProduct: "product"
        case .readOrder: "order"
        }
    }

    var isRead: Bool {
        switch self {
        case .readCustomer, .readProduct, .readOrder: true
        default: false
        }
    }

    /// The product of a request that names exactly one.
    var product: Name? {
        switch self {
        case .goods(let product, _), .stock(let product, _), .price(let product, _), .sku(let product, _),
            .addProduct(let product, _, _, _), .readProduct(let product):
            product
        default: nil
        }
    }
}
