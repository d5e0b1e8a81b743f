import JoskLedger

/// A business with the customers and products that all processes know.
struct RecordedBusiness: Codable, Sendable {
    let id: Business.ID
    let customers: [Customer.ID]
    let products: [Product.ID]
}

/// The rows that the calls of one process have made, for its later calls.
struct ProcessMemory: Sendable {
    struct PlacedOrder: Sendable {
        let id: Order.ID
        let quantities: [Int64]
    }

    /// The latest rows of one business.
    struct Rows: Sendable {
        var orders: [PlacedOrder] = []
        var payments: [(customer: Customer.ID, entry: Int64)] = []
        var products: [Product.ID] = []
        var customers: [Customer.ID] = []
    }

    /// The latest commands of the process.
    struct Made: Sendable {
        let business: Business.ID
        let key: String
        let request: CallRequest
    }

    private(set) var rows: [Business.ID: Rows] = [:]
    private(set) var made: [Made] = []

    /// Takes an accepted command.
    mutating func take(_ request: CallRequest, _ receipt: Figures, in business: Business.ID) {
        var rows = rows[business] ?? Rows()
        switch request.kind {
        case .purchase:
            if let order = receipt.order {
                rows.orders.keepLatest(
                    PlacedOrder(id: order, quantities: (request.lines ?? []).map(\.quantity)))
            }
        case .payment:
            if let customer = request.customer, let entry = receipt.entry {
                rows.payments.keepLatest((customer, entry))
            }
        case .addProduct: if let product = request.product { rows.products.keepLatest(product) }
        case .addCustomer: if let customer = request.customer { rows.customers.keepLatest(customer) }
        default: break
        }
        self.rows[business] = rows
    }

    mutating func take(_ made: Made) { self.made.keepLatest(made) }
}

extension Array {
    fileprivate mutating func keepLatest(_ element: Element) {
        append(element)
        if count > 40 { removeFirst(20) }
    }
}
