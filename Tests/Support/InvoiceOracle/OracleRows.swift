// Reads the rows of the file, and notes the numbers of the lines that cannot be read.

struct Row {
    let invoice: [UInt8]
    let product: [UInt8]
    let customer: [UInt8]
    let quantity: Int64
    /// The unit price in minor units; `Int64.max` if it does not fit, which is out of bounds like any such price.
    let price: Int64
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
}

private let header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"
private let longestKey = 255

func readInvoices(_ file: [UInt8], currencyExponent: Int) throws -> InvoiceFile {
    let lines = linesOfFile(file).filter { !$0.bytes.isEmpty }
    guard let first = lines.first, first.bytes == Array(header.utf8) else {
        throw OracleError.foreignFile
    }
    var result = InvoiceFile()
    var indexOfInvoice: [[UInt8]: Int] = [:]
    for line in lines.dropFirst() {
        guard let row = readRow(line.bytes, currencyExponent: currencyExponent) else {
            result.setAside.append(line.number)
            continue
        }
        if let index = indexOfInvoice[row.invoice] {
            if result.invoices[index].customer == row.customer {
                result.invoices[index].rows.append(row)
            } else {
                result.setAside.append(line.number)
            }
        } else {
            indexOfInvoice[row.invoice] = result.invoices.count
            result.invoices.append(Invoice(number: row.invoice, customer: row.customer, rows: [row]))
        }
    }
    return result
}

/// Returns the row on a line; nil if the line, without regard to other lines, must be set aside.
private func readRow(_ line: [UInt8], currencyExponent: Int) -> Row? {
    if line.contains(Byte.nul) || !isUTF8(line) {
        return nil
    }
    guard let fields = fieldsOfLine(line), fields.count == 8 else {
        return nil
    }
    let invoice = fields[0]
    let product = fields[1]
    let customer = fields[6].isEmpty ? Array("guest".utf8) : fields[6]
    if invoice.isEmpty || product.isEmpty {
        return nil
    }
    if invoice.count > longestKey || product.count > longestKey || customer.count > longestKey {
        return nil
    }
    guard let quantity = readQuantity(fields[3]), quantity != 0 else {
        return nil
    }
    guard let price = readPrice(fields[5], currencyExponent: currencyExponent) else {
        return nil
    }
    if invoice.first == Byte.capitalC && quantity > 0 {
        return nil
    }
    return Row(invoice: invoice, product: product, customer: customer, quantity: quantity, price: price)
}

/// Returns a quantity of the form `-?[0-9]{1,9}`; nil for any other text.
private func readQuantity(_ field: [UInt8]) -> Int64? {
    let negative = field.first == Byte.minus
    let digits = negative ? Array(field.dropFirst()) : field
    if digits.isEmpty || digits.count > 9 || !areDigits(digits) {
        return nil
    }
    let magnitude = number(digits)
    return negative ? -magnitude : magnitude
}

/// Returns the minor units of a price of the form `[0-9]{1,12}(\.[0-9]+)?`; nil if they are not a whole number.
private func readPrice(_ field: [UInt8], currencyExponent: Int) -> Int64? {
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
