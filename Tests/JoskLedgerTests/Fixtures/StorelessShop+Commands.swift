import Testing

@testable import JoskLedger

extension StorelessShop {
    /// Runs one request as a transaction of its own.
    @discardableResult
    mutating func run<C: Command>(_ request: Request<C>) -> Result<C.Receipt, CommandError<C.Rejection>> {
        var state = state(of: request.footprint)
        let result = state.run(request)
        keep(state.changes)
        return result
    }

    /// Runs a command as a transaction of its own.
    mutating func run<C: Command>(
        _ command: C, key: IdempotencyKey?, metadata: Metadata = .empty
    ) -> Result<C.Receipt, CommandError<C.Rejection>> {
        run(Request(command, key: key, metadata: metadata))
    }

    /// Runs a command that must be accepted, and returns its receipt.
    mutating func accept<C: Command>(
        _ command: C, key: IdempotencyKey? = nil, metadata: Metadata = .empty
    ) throws -> C.Receipt {
        try run(command, key: key, metadata: metadata).get()
    }

    /// Runs a command that must be rejected without a trace, and returns the rejection.
    func rejection<C: Command>(
        of command: C, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> C.Rejection {
        let request = Request(command, key: nil, metadata: .empty)
        var state = state(of: request.footprint)
        let result = state.run(request)
        guard case .failure(.rejected(let rejection)) = result else {
            throw NotRejected(result: "\(result)")
        }
        #expect(state.changes.count == 0, "a rejected command left changes", sourceLocation: sourceLocation)
        return rejection
    }

    /// Returns the changes of a command that must be accepted, without keeping them.
    func changes<C: Command>(of command: C) throws -> TransactionChanges {
        let request = Request(command, key: nil, metadata: .empty)
        var state = state(of: request.footprint)
        _ = try state.run(request).get()
        return state.changes
    }

    /// The error for a command that was not rejected although it must be.
    struct NotRejected: Error { let result: String }
}

extension StorelessShop {
    /// Adds a customer with a credit limit in minor units, and returns the identifier.
    mutating func addCustomer(
        limit: Int64, reference: CustomerReference? = nil, paymentTerms: PaymentTerms? = nil
    ) throws -> Customer.ID {
        let id = Customer.ID.numbered(UInt64(accounts.count) + 1)
        let limit = Money(minorUnits: limit, try #require(business).currency)
        return try accept(AddCustomer(limit: limit, id: id, reference: reference, paymentTerms: paymentTerms))
            .id
    }

    /// Adds a product with a price in minor units, and returns the identifier.
    mutating func addProduct(price: Int64, stock: Int64 = 0) throws -> Product.ID {
        let number = UInt64(items.count) + 1
        let price = Money(minorUnits: price, try #require(business).currency)
        let sku = try SKU("SKU-\(number)")
        return try accept(AddProduct(price: price, stock: stock, sku: sku, id: .numbered(number))).id
    }

    /// Sells one product, and returns the order's identifier.
    mutating func sell(_ product: Product.ID, _ quantity: Int64, to customer: Customer.ID) throws -> Order.ID
    {
        try accept(Purchase(by: customer, [.init(product, quantity: quantity)])).orderID
    }
}

extension TransactionChanges {
    /// The number of changes of all kinds.
    var count: Int {
        (business == nil ? 0 : 1) + (changedBusiness == nil ? 0 : 1) + changedCustomers.count
            + changedProducts.count + customers.count + products.count + orders.count + refunds.count
            + entries.count + movements.count + journal.count
    }
}

extension Request {
    /// Creates a request under a key that the engine makes.
    init(_ command: C) { self.init(command, key: nil, metadata: .empty) }
}

extension StorelessShop {
    /// Returns one state for the union of footprints, as a batch has it.
    func state(ofAll footprints: Footprint...) -> TransactionState {
        state(of: footprints.reduce(into: Footprint()) { $0.formUnion($1) })
    }
}
