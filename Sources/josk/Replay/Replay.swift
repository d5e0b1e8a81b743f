import JoskLedger

/// The replay of an invoice file through the ledger's public API, as a separate business.
enum Replay {
    /// The options of a replay.
    struct Options: Hashable {
        var currency = Currency.gbp
        var reading = ReadingOptions()
        /// The credit limit of every customer, in minor units.
        var creditLimit: Int64 = 100_000_000_000
        /// The opening stock of every product, in units.
        var openingStock: Int64 = 1_000_000
        /// The maximum number of invoices in flight, each of another customer.
        var concurrency = 1
        var queue = QueueConfiguration.commandLine
    }

    /// Replays a file, and writes the messages for the user to standard error as they occur.
    ///
    /// All idempotency keys are derived from the file. If a replay was interrupted, a replay of the same file as the
    /// same business carries out no accepted request a second time.
    static func run(
        _ file: InvoiceFile, as business: Business.ID = Business.ID(), on store: any Store,
        _ options: Options, _ standardError: StandardError
    ) async throws -> ReplayResult {
        defer { standardError.clearProgress() }
        for row in file.setAside { standardError.line("\(row)") }
        for invoice in file.incomplete { standardError.line("\(invoice)") }
        if let remark = file.dates.remark { standardError.line(remark) }
        let shop = try await ReplayShop.open(file, as: business, on: store, options, standardError)
        var summary = try await replayInvoices(of: file, in: shop, options.concurrency, standardError)
        summary.invoices = Int128(file.invoices.count)
        summary.setAsideRows = Int128(file.setAside.count)
        summary.incompleteInvoices = Int128(file.incompleteCount)
        summary.undatedInvoices = Int128(file.dates.undated)
        summary.ignoredColumns = Int128(file.ignoredColumns.count)
        return try await shop.result(summary)
    }

    /// Replays the invoices, several at the same time.
    ///
    /// With a concurrency of 1, the invoices are replayed in their order.
    private static func replayInvoices(
        of file: InvoiceFile, in shop: ReplayShop, _ concurrency: Int, _ standardError: StandardError
    ) async throws -> ReplaySummary {
        var customers: [CustomerReference: CustomerReplay] = [:]
        for (reference, id) in shop.customers { customers[reference] = CustomerReplay(of: id, in: shop) }
        var queue = InvoiceQueue(file.invoices)
        var summary = ReplaySummary()
        try await withThrowingTaskGroup(of: InvoiceOutcome.self) { group in
            func begin(_ invoice: InvoiceFile.Invoice) throws {
                guard let customer = customers[invoice.customer] else {
                    throw ReplayShop.lost("customer", invoice.customer)
                }
                group.addTask { try await customer.replay(invoice) }
            }
            for _ in 0..<concurrency {
                if let invoice = queue.next() { try begin(invoice) }
            }
            var done = 0
            while let outcome = try await group.next() {
                for remark in outcome.remarks { standardError.line(remark) }
                summary += outcome.summary
                done += 1
                standardError.progress("replaying", done, of: file.invoices.count)
                if let invoice = queue.next(after: outcome.customer) { try begin(invoice) }
            }
        }
        return summary
    }
}
