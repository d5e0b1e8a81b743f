import ArgumentParser
import JoskLedger

/// The command `josk demo`.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Simulate a shop that sells scarce stock on credit to many buyers at once."
    )

    // The next argument is always the value: a negative number is out of bounds, and not an unknown option.
    @Option(parsing: .unconditional, help: ArgumentHelp("The number of buyers.", valueName: "number"))
    var buyers = 200

    @Option(parsing: .unconditional, help: ArgumentHelp("The number of products.", valueName: "number"))
    var products = 5

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The opening stock of each product, in units.", valueName: "units"))
    var stock: Int64 = 20

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The seed of the random prices, baskets and credit limits.", valueName: "number"))
    var seed: UInt64 = 1679

    @Flag(help: "Print the figures as one JSON object instead of text.")
    var json = false

    @OptionGroup
    var storeOptions: StoreOptions

    func validate() throws {
        try check("--buyers", buyers, within: 1...100_000)
        try check("--products", products, within: 1...1_000)
        try check("--stock", stock, within: 0...1_000_000)
    }

    func run() async throws {
        let standardError = StandardError()
        let plan = DemoPlan(seed: seed, buyers: buyers, products: products, stock: stock)
        let business = Business.ID()
        let (report, audit) = try await storeOptions.withStore(
            for: business, maximumConnections: Self.maximumConnections, standardError
        ) { store in
            if !json { print(DemoReport.opening(plan)) }
            let shop = try await DemoShop.open(plan, as: business, on: store, standardError)
            let rush = try await DemoRush.run(in: shop, standardError)
            let closing = try await DemoClosing(shop, standardError)
            return (DemoReport(plan: plan, rush: rush, closing: closing), closing.audit)
        }
        standardError.clearProgress()
        print(json ? try report.json.jsonLine : report.text)
        try audit.mustBeClean(standardError)
    }

    /// The size of the connection pool, as one process of a service might have it.
    private static let maximumConnections = 16
}
