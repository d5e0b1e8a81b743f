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
    /// Creates a row from a line that is not blank, without its line end.
    init(_ bytes: ArraySlice<UInt8>, line: Int, currency: Currency) throws(SetAsideReason) {
        if bytes.contains(0) { throw .containsNUL }
        if String(validating: bytes, as: UTF8.self) == nil { throw .notUTF8 }
        let fields: [String]
        do throws(CSV.Problem) {
            fields = try CSV.fields(of: bytes)
        } catch {
            throw .malformedQuoting(error)
        }
        guard fields.count == InvoiceFile.columns.count else { throw .fieldCount(fields.count) }
        try self.init(fields: fields, line: line, currency: currency)
    }

    private init(fields: [String], line: Int, currency: Currency) throws(SetAsideReason) {
        if fields[0].isEmpty { throw .noInvoiceNumber }
        if fields[1].isEmpty { throw .noStockCode }
        do throws(TextViolation) {
            invoice = try OrderReference(fields[0])
            product = try SKU(fields[1])
            customer = fields[6].isEmpty ? Self.guest : try CustomerReference(fields[6])
        } catch {
            throw .key(error)
        }
        self.line = line
        description = fields[2]
        quantity = try Self.quantity(fields[3])
        unitPrice = try Self.minorUnits(fields[5], currency)
        if invoice.isCancellation, quantity > 0 { throw .positiveQuantityInCancellation }
    }

    /// Returns a quantity of the form `-?[0-9]{1,9}` that is not zero.
    private static func quantity(_ field: String) throws(SetAsideReason) -> Int64 {
        let isNegative = field.utf8.first == UInt8(ascii: "-")
        let digits = isNegative ? field.utf8.dropFirst() : field.utf8[...]
        guard (1...9).contains(digits.count), digits.allSatisfy(isDigit) else { throw .quantity(field) }
        let magnitude = number(digits)
        if magnitude == 0 { throw .quantityIsZero }
        return isNegative ? -magnitude : magnitude
    }

    /// Returns the minor units of a price of the form `[0-9]{1,12}(\.[0-9]+)?`.
    ///
    /// The price must be a whole number of minor units: decimals beyond those of the currency must be zeros.
    private static func minorUnits(_ field: String, _ currency: Currency) throws(SetAsideReason) -> Int64 {
        let parts = field.utf8.split(
            separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let decimals = parts.count == 2 ? parts[1] : "0".utf8[...]
        guard let major = parts.first, (1...12).contains(major.count), major.allSatisfy(isDigit),
            !decimals.isEmpty, decimals.allSatisfy(isDigit)
        else { throw .price(field) }
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
