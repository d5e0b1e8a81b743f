/// The numbers of the invoices of which a row was set aside.
///
/// A row whose invoice number cannot be read may belong to the invoice of the row before it or of the row after it, as
/// rows of an invoice are usually adjacent. Both invoices are incomplete then. A row without an invoice number and
/// without a stock code, such as a line of totals, belongs to no invoice.
struct IncompleteInvoices {
    /// The line of the first row that each incomplete invoice lacks.
    private(set) var lines: [[UInt8]: Int] = [:]

    private var previous: String?
    private var previousSetAside: [UInt8]?
    /// The line of a row whose invoice number cannot be read, since the last row with a readable one.
    private var unknown: Int?

    /// Notes a readable row of an invoice.
    mutating func noteRow(of invoice: String) {
        if let unknown {
            mark(Array(invoice.utf8), unknown)
            self.unknown = nil
        }
        previous = invoice
        previousSetAside = nil
    }

    /// Notes the current record of a reader, which was set aside.
    mutating func noteSetAside(_ record: RecordReader, _ header: Header) {
        let isWhole = record.problem == nil && record.fields.count == header.count
        // In a record with too many or too few fields, only the first field is surely in its place.
        let isInPlace = record.fields.count > header.invoice && (isWhole || header.invoice == 0)
        let number = isInPlace ? record.bytes(header.invoice) : []
        // A number that is too long is another one than those of the neighbours.
        if !number.isEmpty, !number.contains(0), String(validating: number, as: UTF8.self) != nil {
            if let unknown { mark(number, unknown) }
            unknown = nil
            mark(number, record.line)
            previousSetAside = number
        } else {
            if isWhole, record.fields[header.product].range.isEmpty { return }
            if let previous = previousSetAside ?? previous.map({ Array($0.utf8) }) {
                mark(previous, record.line)
            }
            if unknown == nil { unknown = record.line }
        }
    }

    private mutating func mark(_ invoice: [UInt8], _ line: Int) {
        if lines[invoice] == nil { lines[invoice] = line }
    }
}
