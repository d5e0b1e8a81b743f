import JoskLedger

/// The content of an invoice file: the invoices to replay, and the rows that cannot be replayed.
///
/// Reading it is a pure function of the bytes and the currency.
struct InvoiceFile {
    /// The names of the columns, in their order.
    static let columns = [
        "InvoiceNo", "StockCode", "Description", "Quantity",
        "InvoiceDate", "UnitPrice", "CustomerID", "Country",
    ]

    /// The header, which must be the first line that is not blank.
    static var header: String { columns.joined(separator: ",") }

    /// An invoice with those of its rows that can be replayed.
    ///
    /// The rows need not be adjacent in the file.
    struct Invoice {
        let number: OrderReference
        let customer: CustomerReference
        fileprivate(set) var rows: [InvoiceRow]
    }

    /// The invoices, in the order of their first rows.
    private(set) var invoices: [Invoice] = []
    /// The first row of each customer, in the order of the file.
    private(set) var customers: [InvoiceRow] = []
    /// The first row of each product, in the order of the file.
    private(set) var products: [InvoiceRow] = []
    /// The rows that cannot be replayed, in the order of the file.
    private(set) var setAside: [SetAsideRow] = []

    private var indexOfInvoice: [OrderReference: Int] = [:]
    private var knownCustomers: Set<CustomerReference> = []
    private var knownProducts: Set<SKU> = []

    /// Creates an invoice file from its bytes, with prices in a currency.
    ///
    /// - Throws: ``ForeignFile`` if the first line that is not blank is not the header.
    init(_ bytes: [UInt8], currency: Currency) throws(ForeignFile) {
        var lines = FileLines(bytes)
        guard let header = lines.next(), header.bytes.elementsEqual(Self.header.utf8) else {
            throw ForeignFile()
        }
        while let line = lines.next() {
            do throws(SetAsideReason) {
                try take(InvoiceRow(line.bytes, line: line.number, currency: currency))
            } catch {
                setAside.append(SetAsideRow(line: line.number, reason: error))
            }
        }
    }

    private mutating func take(_ row: InvoiceRow) throws(SetAsideReason) {
        if let index = indexOfInvoice[row.invoice] {
            let customer = invoices[index].customer
            if row.customer != customer { throw .otherCustomer(row.customer, than: customer) }
            invoices[index].rows.append(row)
        } else {
            indexOfInvoice[row.invoice] = invoices.count
            invoices.append(Invoice(number: row.invoice, customer: row.customer, rows: [row]))
        }
        if knownCustomers.insert(row.customer).inserted { customers.append(row) }
        if knownProducts.insert(row.product).inserted { products.append(row) }
    }
}

/// The error of a file whose first line that is not blank is not the header of an invoice file.
struct ForeignFile: Error, Hashable {}

/// The lines of a file that are not blank, without a byte order mark and without line ends, LF or CRLF.
private struct FileLines: IteratorProtocol {
    private var rest: ArraySlice<UInt8>
    private var number = 0

    init(_ bytes: [UInt8]) {
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        rest = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(byteOrderMark.count) : bytes[...]
    }

    mutating func next() -> (number: Int, bytes: ArraySlice<UInt8>)? {
        while !rest.isEmpty {
            number += 1
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
            var line = rest[..<end]
            rest = rest[end...].dropFirst()
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            if !line.isEmpty { return (number, line) }
        }
        return nil
    }
}
