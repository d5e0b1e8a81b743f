import JoskLedger

/// The comparison of a file with the rows that an earlier replay of the same business booked.
///
/// It finds a changed, inserted, removed or moved row before the replay changes anything. A row that was refused then,
/// and a row after the end of the earlier file, are not booked, so they may differ.
struct FileComparison: Sendable {
    /// A row of the file that differs from the booked one.
    struct Difference: Hashable, Sendable {
        let line: Int
        /// The difference, as a sentence without its end.
        let reason: String
    }

    private let rows: [Int: InvoiceRow]
    /// The invoices, by the line of the first row that is sold.
    private let purchases: [Int: InvoiceFile.Invoice]
    private let customerLines: Set<Int>
    private let productLines: Set<Int>
    private let customers: [Customer.ID: CustomerReference]
    private let products: [Product.ID: SKU]

    /// The difference on the lowest line; nil if there is none.
    private(set) var first: Difference?
    /// The journal entry that the scan visited last, and its request.
    private var current: (id: JournalEntry.ID, request: ReplayRequest?)?
    private var refundedUnits: [Int: Int64] = [:]

    /// Returns the first difference between a file and the bookings of a business; nil if there is none.
    static func firstDifference(
        of file: InvoiceFile, from tenant: Tenant, with booked: BookedKeys, on store: any Store
    ) async throws -> Difference? {
        // A new business needs no scan.
        if booked.isEmpty { return nil }
        let comparison = FileComparison(file, booked)
        return try await store.scan(rowsIn: tenant.id, by: .command, into: comparison) { comparison, row in
            comparison.visit(row)
        }.first
    }

    private init(_ file: InvoiceFile, _ booked: BookedKeys) {
        var rows: [Int: InvoiceRow] = [:]
        var purchases: [Int: InvoiceFile.Invoice] = [:]
        for invoice in file.invoices {
            for row in invoice.rows { rows[row.line] = row }
            if let first = invoice.soldRows.first { purchases[first.line] = invoice }
        }
        (self.rows, self.purchases) = (rows, purchases)
        customerLines = Set(file.customers.map(\.line))
        productLines = Set(file.products.map(\.line))
        (customers, products) = (booked.customers, booked.products)
    }

    private mutating func visit(_ row: StoredRow) {
        switch row {
        case .journalEntry(let entry): visit(entry)
        case .ledgerEntry(let entry): visit(entry)
        case .order(let order): visit(order)
        case .refund(let refund): visit(refund)
        case .stockMovement(let movement): visit(movement)
        case .business, .customer, .productStock: break
        }
    }

    /// Returns the request that made a fact; nil if it was none of a replay, or its journal entry is missing.
    private func request(_ commandID: JournalEntry.ID) -> ReplayRequest? {
        current?.id == commandID ? current?.request : nil
    }

    private mutating func note(_ line: Int, _ reason: String) {
        if let first, first.line <= line { return }
        first = Difference(line: line, reason: reason)
    }
}

// MARK: - The rows of one command

extension FileComparison {
    private mutating func visit(_ entry: JournalEntry) {
        let request = ReplayRequest(entry.key)
        current = (entry.id, request)
        guard let request else { return }
        let row = rows[request.line]
        let isExpected =
            switch request.kind {
            case .customer: customerLines.contains(request.line)
            case .product: productLines.contains(request.line)
            case .purchase: purchases[request.line] != nil
            case .adjustment: row.map { !$0.invoice.isCancellation && $0.quantity < 0 } ?? false
            case .refund: row.map(\.invoice.isCancellation) ?? false
            }
        if !isExpected {
            note(
                request.line,
                "the earlier replay booked a \(request.kind) from this line, which is now different")
        }
    }

    private mutating func visit(_ entry: LedgerEntry) {
        guard let request = request(entry.commandID), request.kind == .customer, let row = rows[request.line]
        else { return }
        let booked = customers[entry.customerID]
        if booked != row.customer {
            note(request.line, "its customer is \(row.customer), but was \(Self.text(booked))")
        }
    }

    private mutating func visit(_ movement: StockMovement) {
        guard let request = request(movement.commandID), let row = rows[request.line] else { return }
        let product = products[movement.productID]
        switch (request.kind, movement.kind) {
        case (.product, _) where product != row.product:
            note(request.line, "its product is \(row.product), but was \(Self.text(product))")
        case (.adjustment, .adjustment(let reason)):
            if product != row.product || movement.quantity != row.quantity
                || reason.string != row.adjustmentReason
            {
                note(
                    request.line,
                    "it has \(row.quantity) of \(row.product) in invoice \(row.invoice), but an adjustment of "
                        + "\(Self.text(product)) by \(movement.quantity) was booked (\(reason))")
            }
        default: break
        }
    }

    private mutating func visit(_ refund: Refund) {
        guard let request = request(refund.commandID), case .refund = request.kind,
            let row = rows[request.line]
        else { return }
        refundedUnits[request.line, default: 0] += refund.lines.reduce(0) { $0 + $1.quantity }
        let refunded = refundedUnits[request.line] ?? 0
        let product = refund.lines.first.flatMap { products[$0.productID] }
        let customer = customers[refund.customerID]
        // Fewer units may have been refunded, because the others matched no purchase.
        if product != row.product || customer != row.customer || refunded > -row.quantity {
            note(
                request.line,
                "it returns \(-row.quantity) of \(row.product) from customer \(row.customer), but a refund of "
                    + "\(refunded) of \(Self.text(product)) to customer \(Self.text(customer)) was booked")
        }
    }

    private mutating func visit(_ order: Order) {
        guard let request = request(order.commandID), request.kind == .purchase,
            let invoice = purchases[request.line]
        else { return }
        let customer = customers[order.customerID]
        if order.reference != invoice.number || customer != invoice.customer {
            note(
                request.line,
                "it begins invoice \(invoice.number) of customer \(invoice.customer), but invoice "
                    + "\(Self.text(order.reference)) of customer \(Self.text(customer)) was booked")
        }
        let sold = invoice.soldRows
        for (row, line) in zip(sold, order.lines) {
            let product = products[line.productID]
            let price = line.unitPrice.minorUnits
            if product == row.product, line.quantity == row.quantity, price == row.unitPrice { continue }
            note(
                row.line,
                "it sells \(row.quantity) of \(row.product) at \(row.unitPrice) minor units, but "
                    + "\(line.quantity) of \(Self.text(product)) at \(price) was booked")
        }
        if sold.count != order.lines.count {
            // An invoice of purchases has a row that is sold.
            let row = sold.count > order.lines.count ? sold[order.lines.count] : sold[sold.count - 1]
            note(
                row.line,
                "invoice \(invoice.number) has \(sold.count.of("row")) to sell here or before, but "
                    + "\(order.lines.count) were booked")
        }
    }

    private static func text(_ key: (some CustomStringConvertible)?) -> String {
        key?.description ?? "unknown"
    }
}
