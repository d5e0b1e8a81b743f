import JoskLedger
import JoskLibPQ

/// A scan of all rows of a business, through cursors of one transaction.
///
/// The rows come from several streams in the same order, which the scan merges.
struct AuditScan<Output> {
    let business: Business.ID
    let currency: Currency
    let fetchTimeout: Duration
    var output: Output
    let step: (inout Output, StoredRow) -> Void
    /// The rows without an owner, which are scanned last.
    ///
    /// Foreign keys prevent such rows, unless they were bypassed.
    var orphans: [StoredRow] = []

    let entries = CursorRows("entries") { (row) throws(PostgresError) in try LedgerEntryRow(from: &row) }
    let orders = CursorRows("orders", maximumFetchCount: 50, lineCount: \.productIDs.count) {
        (row) throws(PostgresError) in
        try OrderRow(from: &row)
    }
    let refunds = CursorRows("refunds", maximumFetchCount: 50, lineCount: \.lineNumbers.count) {
        (row) throws(PostgresError) in
        try RefundRow(from: &row)
    }
    let movements = CursorRows("movements") { (row) throws(PostgresError) in
        try StockMovement(from: &row)
    }
    let journal = CursorRows("journal") { (row) throws(PostgresError) in try JournalEntry(from: &row) }
    let customers = CursorRows("customers") { (row) throws(PostgresError) in try Customer(from: &row) }
    let products = CursorRows("products") { (row) throws(PostgresError) in try ProductRow(from: &row) }

    /// Creates a scan.
    ///
    /// - Parameter fetchTimeout: The maximum time of opening the cursors, and of each fetch. The server sorts all rows
    ///   of a cursor before its first fetch returns.
    init(
        in business: Business.ID, currency: Currency, into initial: Output, fetchTimeout: Duration,
        step: @escaping (inout Output, StoredRow) -> Void
    ) {
        self.business = business
        self.currency = currency
        self.fetchTimeout = fetchTimeout
        output = initial
        self.step = step
    }

    func next<Row>(_ stream: CursorRows<Row>, _ connection: PQConnection) throws(PostgresError) -> Row? {
        try stream.peek(connection, by: .now + fetchTimeout)
    }

    func declare(_ declarations: [String], _ connection: PQConnection) throws(PostgresError) {
        var pipeline = Pipeline()
        for declaration in declarations { pipeline.append(Statement(declaration)) }
        _ = try connection.run(pipeline, by: .now + fetchTimeout)
    }
}
