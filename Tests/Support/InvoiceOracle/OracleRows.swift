// Reads the rows of the file, and notes the numbers of the lines that cannot be read.

struct Row {
    let invoice: [UInt8]
    let product: [UInt8]
    let customer: [UInt8]
    let quantity: Int64
    /// The unit price in minor units; `Int64.max` if it does not fit, which is out of bounds like any such price.
    let price: Int64
    let date: OracleDate?
}

struct Invoice {
    let number: [UInt8]
    let customer: [UInt8]
    var rows: [Row]

    var isCancellation: Bool { number.first == Byte.capitalC }
}

struct InvoiceFile {
    /// The invoices in the order of their first readable rows, each with its readable rows from the whole file.
    var invoices: [Invoice] = []
    /// The numbers of the lines that are set aside.
    var setAside: [Int] = []
    /// The numbers of the invoices of which a row is set aside.
    var incomplete: Set<[UInt8]> = []
    var ignoredColumns = 0
}

/// The places of the columns in the header.
struct Columns {
    let names: [[UInt8]]

    func place(_ name: String) -> Int {
        names.firstIndex(of: Array(name.utf8)) ?? -1
    }
}

private let requiredColumns = ["InvoiceNo", "StockCode", "Quantity", "UnitPrice", "CustomerID"]
private let optionalColumns = ["Description", "InvoiceDate", "Country"]
private let longestKey = 255

func readInvoices(_ file: [UInt8], currencyExponent: Int) throws -> InvoiceFile {
    let lines = linesOfFile(file)
    guard let first = lines.first(where: { !$0.bytes.isEmpty }) else {
        throw OracleError.foreignFile
    }
    let columns = Columns(names: fieldsOfText(first.bytes).fields)
    for name in requiredColumns where columns.place(name) < 0 {
        throw OracleError.foreignFile
    }

    var result = InvoiceFile()
    result.ignoredColumns = columns.names.count
    for name in requiredColumns + optionalColumns where columns.place(name) >= 0 {
        result.ignoredColumns -= 1
    }
    var indexOfInvoice: [[UInt8]: Int] = [:]
    // The invoice numbers of all records, in the order of the file; nil for a number that cannot be read.
    var numbers: [[UInt8]?] = []
    let rest = Array(lines.drop { $0.number <= first.number })
    for record in recordsOfLines(rest, columns, currencyExponent: currencyExponent) {
        let row = readRow(record, columns, currencyExponent: currencyExponent)
        let isRead = row.map { result.take($0, &indexOfInvoice) } ?? false
        if !isRead {
            result.setAside.append(record.number)
        }
        guard let number = numberOfInvoice(record, columns) else {
            continue
        }
        numbers.append(number)
        if !isRead, let number {
            result.incomplete.insert(number)
        }
    }
    result.incomplete.formUnion(neighboursOfUnknown(numbers))
    return result
}

extension InvoiceFile {
    /// Adds a row to its invoice; false if the invoice has another customer.
    fileprivate mutating func take(_ row: Row, _ indexOfInvoice: inout [[UInt8]: Int]) -> Bool {
        if let index = indexOfInvoice[row.invoice] {
            if invoices[index].customer != row.customer {
                return false
            }
            invoices[index].rows.append(row)
        } else {
            indexOfInvoice[row.invoice] = invoices.count
            invoices.append(Invoice(number: row.invoice, customer: row.customer, rows: [row]))
        }
        return true
    }
}

/// Returns the invoice number of a record, which is nil if it cannot be read; nil for a record of no invoice.
private func numberOfInvoice(_ record: Record, _ columns: Columns) -> [UInt8]?? {
    let fields = record.content.fields
    let place = columns.place("InvoiceNo")
    let isWhole = record.content.ending == .whole && fields.count == columns.names.count
    if place < fields.count && (isWhole || place == 0) && isReadableNumber(fields[place]) {
        return .some(fields[place])
    }
    if isWhole && fields[columns.place("StockCode")].isEmpty {
        return .none
    }
    return .some(nil)
}

/// Returns the numbers before and after each number that cannot be read, because its row may belong to either invoice.
private func neighboursOfUnknown(_ numbers: [[UInt8]?]) -> Set<[UInt8]> {
    var neighbours: Set<[UInt8]> = []
    for index in numbers.indices where numbers[index] == nil {
        let before = numbers[..<index].compactMap { $0 }.last
        let after = numbers[index...].compactMap { $0 }.first
        neighbours.formUnion([before, after].compactMap { $0 })
    }
    return neighbours
}

/// Returns the row of a record; nil if the record, without regard to others, must be set aside.
private func readRow(_ record: Record, _ columns: Columns, currencyExponent: Int) -> Row? {
    if record.bytes.contains(Byte.nul) || !isUTF8(record.bytes) {
        return nil
    }
    let fields = record.content.fields
    if record.content.ending != .whole || fields.count != columns.names.count {
        return nil
    }
    let invoice = fields[columns.place("InvoiceNo")]
    let product = fields[columns.place("StockCode")]
    var customer = fields[columns.place("CustomerID")]
    if customer.isEmpty {
        customer = Array("guest".utf8)
    }
    if invoice.isEmpty || product.isEmpty {
        return nil
    }
    if invoice.count > longestKey || product.count > longestKey || customer.count > longestKey {
        return nil
    }
    guard let quantity = readQuantity(fields[columns.place("Quantity")]), quantity != 0 else {
        return nil
    }
    guard let price = readPrice(fields[columns.place("UnitPrice")], currencyExponent: currencyExponent) else {
        return nil
    }
    if invoice.first == Byte.capitalC && quantity > 0 {
        return nil
    }
    let place = columns.place("InvoiceDate")
    return Row(
        invoice: invoice, product: product, customer: customer, quantity: quantity, price: price,
        date: place < 0 ? nil : readDate(fields[place]))
}

/// Returns a quantity of the form `-?[0-9]{1,9}`; nil for any other text.
func readQuantity(_ field: [UInt8]) -> Int64? {
    let negative = field.first == Byte.minus
    let digits = negative ? Array(field.dropFirst()) : field
    if digits.isEmpty || digits.count > 9 || !areDigits(digits) {
        return nil
    }
    let magnitude = number(digits)
    return negative ? -magnitude : magnitude
}

/// Returns the minor units of a price of the form `[0-9]{1,12}(\.[0-9]+)?`; nil if they are not a whole number.
func readPrice(_ field: [UInt8], currencyExponent: Int) -> Int64? {
    var major = field
    var decimals: [UInt8] = []
    if let point = field.firstIndex(of: Byte.point) {
        major = Array(field[..<point])
        decimals = Array(field[(point + 1)...])
        if decimals.isEmpty {
            return nil
        }
    }
    if major.isEmpty || major.count > 12 || !areDigits(major) || !areDigits(decimals) {
        return nil
    }
    // The number of decimals becomes that of the currency. Missing decimals are zeros, and superfluous ones must be.
    while decimals.count < currencyExponent {
        decimals.append(Byte.zero)
    }
    while decimals.count > currencyExponent {
        if decimals.removeLast() != Byte.zero {
            return nil
        }
    }
    return number(major + decimals)
}

private func areDigits(_ bytes: [UInt8]) -> Bool {
    bytes.allSatisfy { $0 >= Byte.zero && $0 <= Byte.nine }
}

/// Returns the number that digits represent; `Int64.max` if it does not fit.
private func number(_ digits: [UInt8]) -> Int64 {
    var value: Int64 = 0
    for digit in digits {
        let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
        if overflow {
            return Int64.max
        }
        value = saturatingSum(tenfold, Int64(digit - Byte.zero))
    }
    return value
}

/// Returns true if the number of an invoice can be read, although it may be too long to be stored.
private func isReadableNumber(_ number: [UInt8]) -> Bool {
    !number.isEmpty && !number.contains(Byte.nul) && isUTF8(number)
}
