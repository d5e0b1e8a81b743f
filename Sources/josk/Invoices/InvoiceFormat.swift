import JoskLedger

/// The choices of a user for reading an invoice file.
struct ReadingOptions: Hashable, Sendable {
    var columns = ColumnNames()
    var decimalMark = DecimalMark.point
    var order = InvoiceOrder.date
    var dates = DayMonthOrder.automatic
    /// True to replay the readable rows of invoices of which other rows are set aside.
    var isPartial = false
}

/// The mark between the whole number and the decimals of a price.
enum DecimalMark: String, CaseIterable, Sendable {
    case point
    case comma

    var byte: UInt8 {
        switch self {
        case .point: UInt8(ascii: ".")
        case .comma: UInt8(ascii: ",")
        }
    }
}

/// The format of the rows of one invoice file.
struct InvoiceFormat {
    let header: Header
    let currency: Currency
    let decimalMark: DecimalMark

    /// Returns true if a line by itself, without regard to its quotes, has all columns, a quantity and a price.
    func isRow(_ line: ArraySlice<UInt8>, delimiter: UInt8) -> Bool {
        let fields = line.filter { $0 != CSV.quote }
            .split(separator: delimiter, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard fields.count == header.count else { return false }
        return (try? InvoiceRow.quantity(fields[header.quantity])) != nil
            && (try? InvoiceRow.minorUnits(fields[header.price], self)) != nil
    }
}
