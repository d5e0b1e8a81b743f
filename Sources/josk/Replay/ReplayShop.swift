import JoskLedger

/// The business of a replay, opened on a ledger with the customers and the products of the file.
struct ReplayShop: Sendable {
    let tenant: Tenant
    let currency: Currency
    private(set) var customers: [CustomerReference: Customer.ID] = [:]
    private(set) var products: [SKU: Product.ID] = [:]

    /// Creates the business, with every customer and every product of the file.
    ///
    /// If the business was replayed before, every booked row must be the same in this file.
    static func open(
        _ file: InvoiceFile, as business: Business.ID, on store: any Store, _ options: Replay.Options,
        _ standardError: StandardError
    ) async throws -> ReplayShop {
        let ledger = Ledger(store: store, queue: options.queue, logger: .silent)
        do throws(CreateBusinessError) {
            try await ledger.createBusiness(
                id: business, name: "Invoice replay", currency: options.currency)
        } catch {
            guard case .rejected(.alreadyExists) = error else { throw error }
            throw CommandFailure(
                .dataError,
                "the business \(business) exists already, and it is not a replay in \(options.currency); use "
                    + "another --business, or the --currency of its first replay")
        }
        var shop = ReplayShop(tenant: ledger.tenant(business), currency: options.currency)
        let booked = try await BookedKeys(of: shop.tenant)
        if let difference = try await FileComparison.firstDifference(
            of: file, from: shop.tenant, with: booked, on: store)
        {
            throw CommandFailure.otherFile(difference, business)
        }
        // Those of an earlier replay come first: if one of them was added with other values, nothing is changed.
        let (customers, products) = (Set(booked.customers.values), Set(booked.products.values))
        for isNew in [false, true] {
            try await shop.add(
                file.customers.filter { customers.contains($0.customer) != isNew },
                file.products.filter { products.contains($0.product) != isNew }, options
            ) { done in
                standardError.progress(
                    "opening accounts", done, of: file.customers.count + file.products.count)
            }
        }
        return shop
    }

    private mutating func add(
        _ customerRows: [InvoiceRow], _ productRows: [InvoiceRow], _ options: Replay.Options,
        _ report: (_ done: Int) -> Void
    ) async throws {
        for rows in customerRows.slices(of: 200) {
            try await addCustomers(rows, creditLimit: options.creditLimit)
            report(customers.count + products.count)
        }
        for rows in productRows.slices(of: 200) {
            try await addProducts(rows, stock: options.openingStock)
            report(customers.count + products.count)
        }
    }

    private mutating func addCustomers(_ rows: ArraySlice<InvoiceRow>, creditLimit: Int64) async throws {
        let requests = try rows.map { row in
            NewCustomer(
                name: try Name(row.customer.string), reference: row.customer,
                creditLimit: money(creditLimit),
                idempotencyKey: try ReplayRequest(.customer, line: row.line).key)
        }
        for (row, outcome) in zip(rows, await tenant.addCustomers(requests)) {
            do throws(AddCustomerError) {
                customers[row.customer] = try outcome.get().id
            } catch {
                guard case .rejected(let rejection) = error else { throw error }
                throw CommandFailure.refused(.customer, row, rejection.description)
            }
        }
    }

    private mutating func addProducts(_ rows: ArraySlice<InvoiceRow>, stock: Int64) async throws {
        let requests = try rows.map { row in
            NewProduct(
                sku: row.product, name: try row.productName, price: money(row.productPrice), stock: stock,
                idempotencyKey: try ReplayRequest(.product, line: row.line).key)
        }
        for (row, outcome) in zip(rows, await tenant.addProducts(requests)) {
            do throws(AddProductError) {
                products[row.product] = try outcome.get().id
            } catch {
                guard case .rejected(let rejection) = error else { throw error }
                throw CommandFailure.refused(.product, row, rejection.description)
            }
        }
    }

    /// Reads the balances and the stock back from the ledger, audits the business, and returns the result.
    func result(_ summary: ReplaySummary) async throws -> ReplayResult {
        var owed: [Customer.ID: Int64] = [:]
        for try await account in tenant.allCustomers() { owed[account.id] = account.balance.minorUnits }
        var onHand: [Product.ID: Int64] = [:]
        for try await item in tenant.allProducts() { onHand[item.id] = item.stock }

        let balances = try customers.sorted { $0.key < $1.key }.map { reference, id in
            guard let balance = owed[id] else { throw Self.lost("customer", reference) }
            return (customer: reference, balance: balance)
        }
        let stock = try products.sorted { $0.key < $1.key }.map { sku, id in
            guard let units = onHand[id] else { throw Self.lost("product", sku) }
            return (product: sku, units: units)
        }
        let audit = try await tenant.audit()

        var summary = summary
        summary.customers = Int128(customers.count)
        summary.products = Int128(products.count)
        summary.balanceTotal = balances.reduce(0) { $0 + Int128($1.balance) }
        summary.stockTotal = stock.reduce(0) { $0 + Int128($1.units) }
        summary.auditViolations = Int128(audit.violations.count)
        return ReplayResult(summary: summary, balances: balances, stock: stock, audit: audit)
    }
}

// MARK: - Values for invoices

extension ReplayShop {
    func product(_ sku: SKU) throws -> Product.ID {
        guard let id = products[sku] else { throw Self.lost("product", sku) }
        return id
    }

    func money(_ minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, currency) }

    static func lost(_ kind: String, _ key: some CustomStringConvertible) -> CommandFailure {
        CommandFailure(
            .software, "internal error: the \(kind) \(key) was added, but the replay does not find it")
    }
}

extension InvoiceRow {
    /// The name of the row's product, which is the description, or the stock code if the description is empty.
    ///
    /// A description that is too long for a name is cut.
    var productName: Name {
        get throws {
            try Name(
                description.isEmpty ? product.string : description.cut(toBytes: Limits.nameBytes.upperBound))
        }
    }

    /// The list price of the row's product, in minor units.
    ///
    /// A product needs a price even if that of the row is out of bounds. It is zero then, and no unit is sold at it.
    var productPrice: Int64 { Limits.nonNegativeAmount.contains(unitPrice) ? unitPrice : 0 }
}

extension String {
    /// Returns the longest prefix with at most `count` UTF-8 bytes that ends with a whole Unicode scalar.
    func cut(toBytes count: Int) -> String {
        guard utf8.count > count else { return self }
        var end = utf8.index(startIndex, offsetBy: count)
        // The bytes that continue a scalar have the form 10xxxxxx.
        while end > startIndex, utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
        return String(self[..<end])
    }
}
