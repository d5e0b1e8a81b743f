// The rows that the store holds after the last call.

/// An entry of the journal: a command that was carried out.
struct JournalRow: Sendable {
    let id: Name
    /// The key of the command; nil if the ledger generated the key.
    let key: Name?
    let kind: String
    let source: Source
}

/// An order.
struct OrderRow: Sendable {
    let id: Name
    let customer: Name
    let number: Int64
    let total: Int64
    let command: Name
    let lines: [Line]
    let source: Source

    struct Line: Hashable, Sendable {
        let product: Name
        let quantity: Int64
        let price: Int64
    }
}

/// A refund of an order.
struct RefundRow: Sendable {
    let order: Name
    let number: Int64
    let customer: Name
    let total: Int64
    let command: Name
    let lines: [Line]
    let source: Source

    struct Line: Hashable, Sendable {
        /// The number of the order's line, from 1.
        let line: Int64
        let product: Name
        let quantity: Int64
        let amount: Int64
        let restocked: Bool
    }
}

/// An entry of a customer's ledger.
struct EntryRow: Sendable {
    let customer: Name
    let sequence: Int64
    let kind: Kind
    /// The change of the balance.
    let amount: Int64
    let balance: Int64
    let limit: Int64
    let command: Name
    let order: Name?
    let refund: Int64?
    /// The number of the payment's entry, if this is a reversal.
    let reversed: Int64?
    /// The text of the entry's hash; nil if the history has none.
    let hash: Name?
    let source: Source

    enum Kind: String, Sendable {
        case opened
        case limit
        case charge
        case payment
        case refund
        case reversal
        case payout
        case adjustment
    }
}

/// A movement of a product's stock.
struct MovementRow: Sendable {
    let product: Name
    let sequence: Int64
    let kind: Kind
    /// The change of the stock.
    let quantity: Int64
    let stock: Int64
    let command: Name
    let order: Name?
    let refund: Int64?
    let source: Source

    enum Kind: String, Sendable {
        case receipt
        case sale
        case `return`
        case adjustment
    }
}

/// A customer.
struct CustomerRow: Sendable {
    let id: Name
    let reference: Name?
    /// The number of the customer's orders.
    let orders: Int64
    let source: Source
}

/// A product.
struct ProductRow: Sendable {
    let id: Name
    let sku: Name
    let price: Int64
    let stock: Int64
    /// The number of the product's movements.
    let movements: Int64
    let source: Source
}

/// A business.
struct BusinessRow: Sendable {
    let id: Name
    let terms: Int64
    let source: Source
}
