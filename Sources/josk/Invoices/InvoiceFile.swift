import JoskLedger

/// The content of an invoice file: the invoices to replay, and the rows that cannot be replayed.
///
/// Reading it is a pure function of the bytes, the currency and the options.
struct InvoiceFile: Sendable {
    /// An invoice with those of its rows that can be replayed.
    ///
    /// The rows need not be adjacent in the file.
    struct Invoice: Sendable {
        let number: OrderReference
        let customer: CustomerReference
        fileprivate(set) var rows: [InvoiceRow]
    }

    /// An invoice that is not replayed, because the file lacks a readable form of one of its rows.
    struct Incomplete: Hashable, Sendable, CustomStringConvertible {
        let number: OrderReference
        /// The line of the first row that was set aside.
        let line: Int

        var description: String {
            "invoice \(number): not booked, because line \(line) was set aside (--partial books the other rows)"
        }
    }

    /// The invoices to replay, in the order of the replay.
    let invoices: [Invoice]
    /// The first row of each customer of these invoices, in the order of the file.
    let customers: [InvoiceRow]
    /// The first row of each product of these invoices, in the order of the file.
    let products: [InvoiceRow]
    /// The rows that cannot be replayed, in the order of the file.
    let setAside: [SetAsideRow]
    /// The invoices with readable rows that are not replayed, in the order of the file.
    let incomplete: [Incomplete]
    /// The number of all invoices of which a row was set aside, replayed or not.
    let incompleteCount: Int
    /// The names of the columns that have no meaning for a replay.
    let ignoredColumns: [String]
    /// The use that is made of the dates of the invoices.
    let dates: DateUse

    /// Creates an invoice file from its bytes, with prices in a currency.
    ///
    /// - Throws: ``UnreadableFile`` if the file cannot be read, or lacks a required column.
    init(
        _ bytes: [UInt8], currency: Currency, _ options: ReadingOptions = ReadingOptions()
    ) throws(UnreadableFile) {
        var (reader, header) = try RecordReader.open(try FileText(bytes), options.columns)
        let format = InvoiceFormat(header: header, currency: currency, decimalMark: options.decimalMark)
        var rows = CollectedRows()
        rows.collect(from: &reader, format, readsDates: options.order == .date)
        let missing = rows.incomplete.lines
        // Most files lack no row, and need no search for those that do.
        let incomplete =
            missing.isEmpty
            ? []
            : rows.invoices.compactMap { invoice in
                missing[Array(invoice.number.string.utf8)].map {
                    Incomplete(number: invoice.number, line: $0)
                }
            }
        self.incomplete = options.isPartial ? [] : incomplete
        if !self.incomplete.isEmpty { rows.remove(Set(incomplete.map(\.number))) }
        (customers, products) = (rows.firstRows(by: \.customer), rows.firstRows(by: \.product))
        setAside = rows.setAside
        incompleteCount = missing.count
        ignoredColumns = header.ignored
        (invoices, dates) = rows.ordered(options, hasDates: header.date != nil)
    }
}

/// The rows of a file while it is read.
private struct CollectedRows {
    /// The invoices, in the order of their first rows.
    private(set) var invoices: [InvoiceFile.Invoice] = []
    private(set) var setAside: [SetAsideRow] = []
    private(set) var incomplete = IncompleteInvoices()
    /// The first readable date of each invoice.
    private var dates: [InvoiceDate?] = []
    private var indexOfInvoice: [OrderReference: Int] = [:]

    mutating func collect(from reader: inout RecordReader, _ format: InvoiceFormat, readsDates: Bool) {
        reader.columnCount = format.header.count
        reader.isRow = { [delimiter = reader.delimiter] line in format.isRow(line, delimiter: delimiter) }
        while reader.next() {
            do throws(SetAsideReason) {
                let row = try InvoiceRow(reader, format)
                let index = try take(row)
                incomplete.noteRow(of: row.invoice.string)
                if readsDates, dates[index] == nil, let place = format.header.date {
                    dates[index] = InvoiceDate(reader.bytes(place))
                }
            } catch {
                setAside.append(SetAsideRow(line: reader.line, reason: error))
                incomplete.noteSetAside(reader, format.header)
            }
        }
    }

    /// Adds a row to its invoice, and returns the index of the invoice.
    private mutating func take(_ row: InvoiceRow) throws(SetAsideReason) -> Int {
        if let index = indexOfInvoice[row.invoice] {
            let customer = invoices[index].customer
            if row.customer != customer { throw .otherCustomer(row.customer, than: customer) }
            invoices[index].rows.append(row)
            return index
        }
        indexOfInvoice[row.invoice] = invoices.count
        invoices.append(InvoiceFile.Invoice(number: row.invoice, customer: row.customer, rows: [row]))
        dates.append(nil)
        return invoices.count - 1
    }

    mutating func remove(_ numbers: Set<OrderReference>) {
        let kept = invoices.indices.filter { !numbers.contains(invoices[$0].number) }
        (invoices, dates) = (kept.map { invoices[$0] }, kept.map { dates[$0] })
    }

    /// Returns the first row of the file with each key, in the order of the file.
    func firstRows<Key: Hashable>(by key: (InvoiceRow) -> Key) -> [InvoiceRow] {
        var rows: [InvoiceRow] = []
        var indexOfKey: [Key: Int] = [:]
        for invoice in invoices {
            for row in invoice.rows {
                let key = key(row)
                if let index = indexOfKey[key] {
                    // An invoice may have a row before the last one of the invoice before it.
                    if row.line < rows[index].line { rows[index] = row }
                } else {
                    indexOfKey[key] = rows.count
                    rows.append(row)
                }
            }
        }
        return rows.sorted { $0.line < $1.line }
    }

    func ordered(_ options: ReadingOptions, hasDates: Bool) -> (invoices: [InvoiceFile.Invoice], use: DateUse)
    {
        if options.order == .file { return (invoices, .notRequested) }
        if !hasDates { return (invoices, .noColumn(count: invoices.count)) }
        // Each invoice has a row.
        let (places, use) = options.dates.order(dates, lines: invoices.map { $0.rows.first?.line ?? 0 })
        return (places.elementsEqual(invoices.indices) ? invoices : places.map { invoices[$0] }, use)
    }
}
