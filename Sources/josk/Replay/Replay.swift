import JoskLedger

/// Replays an invoice file through the ledger's public API, as a new business.
struct Replay {
    /// What every customer may owe and what there is of every product, to begin with.
    struct Options: Hashable {
        var currency = Currency.gbp
        var creditLimit: Int64 = 100_000_000_000
        var openingStock: Int64 = 1_000_000
    }

    let tenant: Tenant
    let standardError: StandardError
    var refundable = RefundableLines()
    var summary = ReplaySummary()
    private let options: Options
    private var customers: [CustomerReference: Customer.ID] = [:]
    private var products: [SKU: Product.ID] = [:]

    /// Replays a file. What people should know of it goes to standard error as it happens.
    static func run(
        _ file: InvoiceFile, on store: any Store, _ options: Options, _ standardError: StandardError
    ) async throws -> ReplayResult {
        defer { standardError.clearProgress() }
        for row in file.setAside { standardError.line("\(row)") }
        let ledger = Ledger(store: store)
        let business = try await ledger.createBusiness(name: "Invoice replay", currency: options.currency)
        var replay = Replay(ledger.tenant(business.id), options, standardError)
        try await replay.open(file)
        try await replay.replayInvoices(of: file)
        return try await replay.result(of: file)
    }

    private init(_ tenant: Tenant, _ options: Options, _ standardError: StandardError) {
        self.tenant = tenant
        self.options = options
        self.standardError = standardError
    }

    /// Adds every customer and every product before the first invoice.
    private mutating func open(_ file: InvoiceFile) async throws {
        let total = file.customers.count + file.products.count
        for row in file.customers {
            customers[row.customer] = try await tenant.addCustomer(
                name: try Name(row.customer.string), reference: row.customer,
                creditLimit: money(options.creditLimit), idempotencyKey: try key("customer", row.line)
            ).id
            standardError.progress("opening accounts", customers.count, of: total)
        }
        for row in file.products {
            products[row.product] = try await tenant.addProduct(
                sku: row.product, name: try row.productName, price: money(row.productPrice),
                stock: options.openingStock, idempotencyKey: try key("product", row.line)
            ).id
            standardError.progress("opening accounts", customers.count + products.count, of: total)
        }
    }

    /// Reads back from the ledger where everything stands, and has it audited.
    private mutating func result(of file: InvoiceFile) async throws -> ReplayResult {
        summary.invoices = Int128(file.invoices.count)
        summary.setAsideRows = Int128(file.setAside.count)
        summary.customers = Int128(customers.count)
        summary.products = Int128(products.count)
        var balances: [(customer: CustomerReference, balance: Int64)] = []
        for (reference, id) in customers.sorted(by: { $0.key < $1.key }) {
            guard let account = try await tenant.customer(id) else { throw Self.lost("customer", reference) }
            balances.append((reference, account.balance.minorUnits))
            summary.balanceTotal += Int128(account.balance.minorUnits)
        }
        var stock: [(product: SKU, units: Int64)] = []
        for (sku, id) in products.sorted(by: { $0.key < $1.key }) {
            guard let item = try await tenant.product(id) else { throw Self.lost("product", sku) }
            stock.append((sku, item.stock))
            summary.stockTotal += Int128(item.stock)
        }
        let audit = try await tenant.audit()
        summary.auditViolations = Int128(audit.violations.count)
        return ReplayResult(summary: summary, balances: balances, stock: stock, audit: audit)
    }
}

// MARK: - What an invoice needs

extension Replay {
    func customer(_ reference: CustomerReference) throws -> Customer.ID {
        guard let id = customers[reference] else { throw Self.lost("customer", reference) }
        return id
    }

    func product(_ sku: SKU) throws -> Product.ID {
        guard let id = products[sku] else { throw Self.lost("product", sku) }
        return id
    }

    func money(_ minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, options.currency) }

    /// A key for what a line of the file asks for: by its number, for an invoice's own may fill a key alone.
    func key(_ what: String, _ line: Int) throws -> IdempotencyKey {
        try IdempotencyKey("line \(line): \(what)")
    }

    private static func lost(_ kind: String, _ key: some CustomStringConvertible) -> CommandFailure {
        CommandFailure(.software, "internal error: \(kind) \(key) was added and is not there")
    }
}

extension InvoiceRow {
    /// The description names the product; its code does where there is none.
    var productName: Name {
        get throws {
            try Name(
                description.isEmpty ? product.string : description.cut(toBytes: Limits.nameBytes.upperBound))
        }
    }

    /// The product needs a price of its own even where the row's is out of bounds. Nothing is sold at it.
    var productPrice: Int64 { Limits.nonNegativeAmount.contains(unitPrice) ? unitPrice : 0 }
}

extension String {
    /// As much of the text as has no more than so many UTF-8 bytes, and ends with a whole Unicode scalar.
    func cut(toBytes count: Int) -> String {
        guard utf8.count > count else { return self }
        var end = utf8.index(startIndex, offsetBy: count)
        // Bytes that continue a scalar are those of the form 10xxxxxx.
        while end > startIndex, utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
        return String(self[..<end])
    }
}
