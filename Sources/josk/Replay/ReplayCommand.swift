import ArgumentParser
import Foundation
import JoskLedger

/// The command `josk replay FILE`.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Replay an invoice file as a business, and audit the result.",
        discussion: """
            The file is UTF-8, or UTF-16 with a byte order mark, and its first line names the columns InvoiceNo, \
            StockCode, Quantity, UnitPrice and CustomerID, in any order; Description, InvoiceDate and Country are \
            optional. Commas, semicolons or tabs separate fields. --columns maps other names: the files of Online \
            Retail II need --columns InvoiceNo=Invoice,UnitPrice=Price,CustomerID="Customer ID".

            Each invoice is one purchase, which is accepted as a whole or refused. An invoice whose number begins \
            with C is a cancellation: it is refunded from the customer's latest orders. A negative quantity in any \
            other invoice adjusts the stock. Invoices are replayed in the order of their dates: 2010-12-01 08:26:00, \
            with T or an offset as in ISO 8601, or 01/12/2010 8:26, 1.12.2010 or 12/1/10 8:26 PM.

            Rows that cannot be read are set aside and listed on standard error. An invoice with such a row is not \
            booked at all, unless --partial asks for its other rows. If no invoice remains, nothing is booked, and the \
            exit status is 65.

            On PostgreSQL (--postgres), standard error names the business that the replay creates. To continue an \
            interrupted replay, run it again with the same file, the same options and that --business. Accepted \
            requests are not carried out a second time. If the file differs from what was booked, nothing is changed, \
            and a message names the first line that differs. Refused requests are tried again, because Josk stores no \
            refusals. They may be accepted if goods or credit came back in the meantime. If a refund then finds \
            another order than before, the replay stops.
            """
    )

    @Argument(help: ArgumentHelp("The path of the invoice file.", valueName: "file"))
    var file: String

    @Option(help: "The ISO 4217 code of the currency of all prices. (default: GBP)", transform: currency)
    var currency = Currency.gbp

    // The next argument is always the value: a negative number is out of bounds, and not an unknown option.
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The credit limit of each customer, in minor units.", valueName: "amount"))
    var creditLimit = Replay.Options().creditLimit

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The opening stock of each product, in units.", valueName: "units"))
    var openingStock = Replay.Options().openingStock

    @OptionGroup
    var reading: ReadingArguments

    @OptionGroup
    var storeOptions: StoreOptions

    @Option(
        help: ArgumentHelp("The UUID of the business. (default: a new UUID)", valueName: "id"),
        transform: businessID)
    var business = Business.ID()

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The maximum number of invoices replayed at the same time. Each customer's invoices stay in order.",
            valueName: "number"))
    var concurrency = Replay.Options().concurrency

    @Flag(help: "Print the figures as one JSON object instead of a table.")
    var json = false

    @Flag(help: "Print the elapsed time and the peak memory on standard error.")
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
        let invoices = try invoices(standardError)
        let options = Replay.Options(
            currency: currency, reading: reading.options, creditLimit: creditLimit,
            openingStock: openingStock,
            concurrency: concurrency)
        // An invoice in flight uses one connection at a time, or waits for one. The number of connections is limited,
        // because a server runs a process for each connection.
        let connections = min(concurrency, 16)
        let result = try await storeOptions.withStore(
            for: business, maximumConnections: connections, standardError
        ) { store in
            try await Replay.run(invoices, as: business, on: store, options, standardError)
        }
        if resources { standardError.line(usage.line) }
        if json {
            print(result.summary.json)
            if let ignored = invoices.ignoredColumnsLine { standardError.line(ignored) }
        } else {
            print(result.summary.table(in: currency))
            if let ignored = invoices.ignoredColumnsLine { print(ignored.onOneLine) }
            print(result.audit.line)
        }
        let written = Result { try write(result) }
        // A broken ledger is reported first, because it is worse than a file that cannot be written.
        try result.audit.mustBeClean(standardError)
        try written.get()
    }

    private func write(_ result: ReplayResult) throws(CommandFailure) {
        if let balances { try Files.write(result.balancesCSV, to: balances) }
        if let stock { try Files.write(result.stockCSV, to: stock) }
    }

    private func invoices(_ standardError: StandardError) throws(CommandFailure) -> InvoiceFile {
        let bytes = try Files.read(file)
        let invoices: InvoiceFile
        do throws(UnreadableFile) {
            invoices = try InvoiceFile(bytes, currency: currency, reading.options)
        } catch {
            throw CommandFailure(.dataError, "cannot replay \(file): \(error)")
        }
        if let reason = invoices.reasonForNoInvoices {
            for row in invoices.setAside.prefix(Self.listedRows) { standardError.line("\(row)") }
            throw CommandFailure(.dataError, "cannot replay \(file): \(reason)")
        }
        return invoices
    }

    /// The number of rows that are listed if nothing is replayed: usually all rows have the same mistake.
    private static let listedRows = 10

    private static func currency(_ code: String) throws -> Currency {
        guard let currency = Currency(code: code) else {
            throw ValidationError(
                "ISO 4217 has no currency with this code and a minor unit; codes are upper case, such as GBP")
        }
        return currency
    }
}
