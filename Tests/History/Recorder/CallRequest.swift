import JoskLedger

/// A command or a read, as it is recorded; each kind uses a few of the fields.
struct CallRequest: Codable, Sendable, Hashable {
    enum Kind: String, Codable, Sendable {
        case purchase, payment, reversal, refund, cancel, goods, stock, limit, price
        case addProduct, addCustomer, sku, terms
        case customer, product, order
    }

    struct Line: Codable, Sendable, Hashable {
        var product: Product.ID?
        var line: Int?
        let quantity: Int64
        var restock: Bool?
    }

    let kind: Kind
    var customer: Customer.ID?
    var product: Product.ID?
    var order: Order.ID?
    var lines: [Line]?
    var amount: Int64?
    /// The number of a payment's ledger entry.
    var payment: Int64?
    var quantity: Int64?
    var limit: Int64?
    var price: Int64?
    var sku: String?
    var reference: String?
    var stock: Int64?
    var days: Int?

    var isRead: Bool {
        switch kind {
        case .customer, .product, .order: true
        default: false
        }
    }
}
