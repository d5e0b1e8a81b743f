import ArgumentParser
import Foundation
import JoskLedger

/// `josk replay FILE`
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Replay an invoice file, and audit what became of it.",
        discussion: """
            The file is UTF-8 with the columns InvoiceNo, StockCode, Description, Quantity, InvoiceDate, \
            UnitPrice, CustomerID, Country. An invoice is one purchase, whole or not at all; one whose number \
            begins with C is refunded from the customer's latest orders; a negative quantity elsewhere adjusts \
            the stock. Rows that cannot be read are set aside and named on standard error.

            On PostgreSQL (--postgres) standard error names the business that the replay makes. One that was \
            interrupted can be run again with the same file and options as the same --business: what was accepted \
            happens no second time. What was refused is tried again, as Josk keeps no refusals, and may be accepted \
            where goods or credit came back meanwhile; a refund that then finds another order than before ends the \
            replay.
            """
    )

    @Argument(help: ArgumentHelp("The invoice file.", valueName: "file"))
    var file: String

    @Option(help: "The ISO 4217 code of the currency of all prices. (default: GBP)", transform: currency)
    var currency = Currency.gbp

    // Whatever follows is the value: a negative number is out of bounds, and not an unknown option.
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("What each customer may owe, in minor units.", valueName: "amount"))
    var creditLimit = Replay.Options().creditLimit

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Units of each product to begin with.", valueName: "units"))
    var openingStock = Replay.Options().openingStock

    @OptionGroup
    var storeOptions: StoreOptions

    @Option(
        help: ArgumentHelp("The UUID of the business. (default: a new one)", valueName: "id"),
        transform: businessID)
    var business = Business.ID()

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "How many invoices at a time. Each customer's stay in order.", valueName: "number"))
    var concurrency = Replay.Options().concurrency

    @Flag(help: "Print the figures as one JSON object instead of a table.")
    var json = false

    @Flag(help: "Say on standard error what time and memory it took.")
    var resources = false

    @Option(help: ArgumentHelp("Write each customer's balance to a CSV file.", valueName: "file"))
    var balances: String?

    @Option(help: ArgumentHelp("Write each product's stock to a CSV file.", valueName: "file"))
    var stock: String?

    func validate() throws {
        try check("--credit-limit", creditLimit, within: Limits.nonNegativeAmount)
        try check("--opening-stock", openingStock, within: 0...Limits.quantity.upperBound)
        try check("--concurrency", concurrency, within: 1...256)
    }

    func run() async throws {
        let standardError = StandardError()
        let usage = ResourceUsage()
        let invoices = try invoices()
        let options = Replay.Options(
            currency: currency, creditLimit: creditLimit, openingStock: openingStock,
            concurrency: concurrency)
        // An invoice under way has one connection at a time, or waits for one. A server gives each connection a process
        // of its own, so there is an end to that.
        let connections = min(concurrency, 16)
        let result = try await storeOptions.withStore(
            for: business, maximumConnections: connections, standardError
        ) { store in
            try await Replay.run(invoices, as: business, on: store, options, standardError)
        }
        if resources { standardError.line(usage.line) }
        if json {
            print(result.summary.json)
        } else {
            print(result.summary.table(in: currency))
            print(result.audit.line)
        }
        let written = Result { try write(result) }
        // A broken ledger is worse news than a file that cannot be written.
        try result.audit.mustBeClean(standardError)
        try written.get()
    }

    private func write(_ result: ReplayResult) throws(CommandFailure) {
        if let balances { try Files.write(result.balancesCSV, to: balances) }
        if let stock { try Files.write(result.stockCSV, to: stock) }
    }

    private func invoices() throws(CommandFailure) -> InvoiceFile {
        let bytes = try Files.read(file)
        do throws(ForeignFile) {
            return try InvoiceFile(bytes, currency: currency)
        } catch {
            throw CommandFailure(
                .noInput, "\(file) is no invoice file: it does not begin with \(InvoiceFile.header)")
        }
    }

    private static func currency(_ code: String) throws -> Currency {
        guard let currency = Currency(code: code) else {
            throw ValidationError("ISO 4217 lists no such currency with a minor unit")
        }
        return currency
    }
}
