import JoskLedger

/// A readable row of an invoice file.
struct InvoiceRow: Hashable {
    /// The number of the row's line in the file, counted from 1.
    let line: Int
    let invoice: OrderReference
    let product: SKU
    let description: String
    /// The number of units, which is negative for returned goods or an adjustment and never zero.
    let quantity: Int64
    /// The price of one unit, in minor units of the currency.
    ///
    /// It may exceed ``Limits/amount``. The ledger refuses such a price.
    let unitPrice: Int64
    let customer: CustomerReference

    /// The customer of the rows that name no customer.
    static let guest: CustomerReference = "guest"
}

extension InvoiceRow {
    /// Creates a row from the current record of a reader.
    init(_ record: RecordReader, _ format: InvoiceFormat) throws(SetAsideReason) {
        if let violation = record.byteViolation { throw violation }
        if let problem = record.problem { throw .malformedQuoting(problem) }
        let header = format.header
        guard record.fields.count == header.count else {
            throw .fieldCount(record.fields.count, columns: header.count)
        }
        if record.fields[header.invoice].range.isEmpty { throw .noInvoiceNumber }
        if record.fields[header.product].range.isEmpty { throw .noStockCode }
        do throws(TextViolation) {
            invoice = try OrderReference(record.string(header.invoice))
            product = try SKU(record.string(header.product))
            customer =
                record.fields[header.customer].range.isEmpty
                ? Self.guest : try CustomerReference(record.string(header.customer))
        } catch {
            throw .key(error)
        }
        line = record.line
        description = header.description.map { record.string($0) } ?? ""
        quantity = try Self.quantity(record.string(header.quantity))
        unitPrice = try Self.minorUnits(record.string(header.price), format)
        if invoice.isCancellation, quantity > 0 { throw .positiveQuantityInCancellation }
    }

    /// Returns a quantity of the form `-?[0-9]{1,9}` that is not zero.
    static func quantity(_ field: String) throws(SetAsideReason) -> Int64 {
        let isNegative = field.utf8.first == UInt8(ascii: "-")
        let digits = isNegative ? field.utf8.dropFirst() : field.utf8[...]
        guard (1...9).contains(digits.count), digits.allSatisfy(isDigit) else { throw .quantity(field) }
        let magnitude = number(digits)
        if magnitude == 0 { throw .quantityIsZero }
        return isNegative ? -magnitude : magnitude
    }

    /// Returns the minor units of a price of the form `[0-9]{1,12}(\.[0-9]+)?`, possibly with a decimal comma.
    ///
    /// The price must be a whole number of minor units: decimals beyond those of the currency must be zeros.
    static func minorUnits(_ field: String, _ format: InvoiceFormat) throws(SetAsideReason) -> Int64 {
        let currency = format.currency
        let parts = field.utf8.split(
            separator: format.decimalMark.byte, maxSplits: 1, omittingEmptySubsequences: false)
        let decimals = parts.count == 2 ? parts[1] : "0".utf8[...]
        guard let major = parts.first, (1...12).contains(major.count), major.allSatisfy(isDigit),
            !decimals.isEmpty, decimals.allSatisfy(isDigit)
        else { throw .price(field, format.decimalMark) }
        guard decimals.dropFirst(currency.exponent).allSatisfy({ $0 == zero }) else {
            throw .priceNotWhole(field, currency)
        }
        let minor = decimals.prefix(currency.exponent)
        let padding = Array(repeating: zero, count: currency.exponent - minor.count)
        return number(Array(major) + Array(minor) + padding)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (zero...UInt8(ascii: "9")).contains(byte) }

    /// Returns the number that digits represent, or `Int64.max` if it is higher.
    ///
    /// `Int64.max` is just as far out of the ledger's bounds.
    private static func number(_ digits: some Sequence<UInt8>) -> Int64 {
        var value: Int64 = 0
        for digit in digits {
            let (tenfold, isBeyond) = value.multipliedReportingOverflow(by: 10)
            let (next, isBeyondNow) = tenfold.addingReportingOverflow(Int64(digit - zero))
            if isBeyond || isBeyondNow { return .max }
            value = next
        }
        return value
    }

    private static var zero: UInt8 { UInt8(ascii: "0") }
}

extension OrderReference {
    /// True if an invoice with this number cancels earlier sales.
    ///
    /// The first byte decides. As a Character, a C with a combining cedilla would be another letter.
    var isCancellation: Bool { string.utf8.first == UInt8(ascii: "C") }
}

extension RecordReader {
    /// The reason to set the current record aside for its bytes; nil if there is none.
    fileprivate var byteViolation: SetAsideReason? {
        let (isASCII, containsNUL) = text.withUnsafeBufferPointer { text in
            var (bits, containsNUL): (UInt8, Bool) = (0, false)
            for place in record {
                bits |= text[place]
                if text[place] == 0 { containsNUL = true }
            }
            return (bits < 0x80, containsNUL)
        }
        if containsNUL { return .containsNUL }
        return isASCII || String(validating: text[record], as: UTF8.self) != nil ? nil : .notUTF8
    }
}
