import JoskLedger
import Testing

@testable import josk

@Suite("Rows of an invoice file")
struct InvoiceRowTests {
    @Test("A row is read with all values that a replay needs")
    func wholeRow() throws {
        let row = try row("536365,85123A,\"HOLDER, WHITE\",6,01/12/2010 08:26,2.55,17850,United Kingdom")
        #expect(row.line == 7)
        #expect(row.invoice == "536365")
        #expect(row.product == "85123A")
        #expect(row.description == "HOLDER, WHITE")
        #expect(row.quantity == 6)
        #expect(row.unitPrice == 255)
        #expect(row.customer == "17850")
    }

    @Test("A row that names no customer belongs to the customer guest")
    func guest() throws {
        #expect(try row(customer: "").customer == "guest")
        #expect(try row(customer: "guest").customer == "guest")
    }

    @Test("Keys are not trimmed, and two keys are equal only if they have the same bytes")
    func keys() throws {
        #expect(try row(product: " A").product != row(product: "A").product)
        #expect(try row(product: "\u{E9}").product != row(product: "e\u{301}").product)
        #expect(try row(product: "\"A\"").product == row(product: "A").product)
    }

    @Test(
        "A quantity has up to nine digits",
        arguments: [
            ("1", 1), ("-1", -1), ("007", 7), ("999999999", 999_999_999), ("-999999999", -999_999_999),
        ])
    func quantities(text: String, quantity: Int64) throws {
        #expect(try row(quantity: text).quantity == quantity)
    }

    @Test(
        "A row with a malformed quantity is set aside",
        arguments: [
            "", "-", "--1", "+1", "1.0", " 1", "1 ", "1e3", "0x1", "1234567890", "-1234567890", "0000000001",
            "\u{665}", "Quantity",
        ])
    func badQuantities(text: String) {
        #expect(throws: SetAsideReason.quantity(text)) { try row(quantity: text) }
    }

    @Test("A row with a quantity of zero is set aside", arguments: ["0", "-0", "000000000"])
    func zeroQuantities(text: String) {
        #expect(throws: SetAsideReason.quantityIsZero) { try row(quantity: text) }
    }

    @Test(
        "A price is a whole number of minor units",
        arguments: [
            ("0", .gbp, 0), ("2.55", .gbp, 255), ("2.5", .gbp, 250), ("2", .gbp, 200), ("2.550", .gbp, 255),
            ("1.2500000000000000000000000000", .gbp, 125), ("000000000001.10", .gbp, 110),
            ("999999999999.99", .gbp, 99_999_999_999_999), ("300", .jpy, 300), ("300.00", .jpy, 300),
        ] as [(String, Currency, Int64)])
    func prices(text: String, currency: Currency, minorUnits: Int64) throws {
        #expect(try row(price: text, currency: currency).unitPrice == minorUnits)
    }

    @Test("A price beyond the bounds of the ledger is read")
    func pricesBeyondBounds() throws {
        let currency = try #require(Currency(code: "CLF"))
        #expect(currency.exponent == 4)
        let golden = try row(price: "999999999999.9999", currency: currency)
        #expect(golden.unitPrice == 9_999_999_999_999_999)
        #expect(golden.productPrice == 0)
        #expect(try row(price: "2.55").productPrice == 255)
    }

    @Test(
        "A row with a malformed price is set aside",
        arguments: [
            "", ".", ".5", "5.", "-1", "+1", " 1", "1,250.00", "1.2.3", "1e3", "1000000000000", "\u{665}",
        ])
    func badPrices(text: String) {
        #expect(throws: SetAsideReason.price(text, .point)) { try row(price: "\"\(text)\"") }
    }

    @Test(
        "A row is set aside if its price is not a whole number of minor units",
        arguments: [("2.555", .gbp), ("0.001", .gbp), ("1.5", .jpy)] as [(String, Currency)])
    func brokenPrices(text: String, currency: Currency) {
        #expect(throws: SetAsideReason.priceNotWhole(text, currency)) {
            try row(price: text, currency: currency)
        }
    }

    @Test("A row without an invoice number or a stock code is set aside")
    func missingKeys() {
        #expect(throws: SetAsideReason.noInvoiceNumber) { try row(invoice: "") }
        #expect(throws: SetAsideReason.noInvoiceNumber) { try row(invoice: "\"\"") }
        #expect(throws: SetAsideReason.noStockCode) { try row(product: "") }
    }

    @Test("A row is set aside if a key has more than 255 bytes, however few characters it has")
    func longKeys() throws {
        let long = String(repeating: "\u{E9}", count: 127) + "x"
        #expect(try row(invoice: long).invoice.string == long)
        #expect(try row(product: long).product.string == long)
        #expect(try row(customer: long).customer.string == long)
        let tooLong = TextViolation.Problem.byteCount(256, allowed: 1...255)
        #expect(problem { try row(invoice: long + "x") } == tooLong)
        #expect(problem { try row(product: long + "x") } == tooLong)
        #expect(problem { try row(customer: long + "x") } == tooLong)
    }

    private func problem(_ read: () throws -> InvoiceRow) -> TextViolation.Problem? {
        do {
            _ = try read()
            return nil
        } catch SetAsideReason.key(let violation) {
            return violation.problem
        } catch {
            return nil
        }
    }

    @Test("A row without exactly eight fields is set aside")
    func fieldCounts() {
        #expect(throws: SetAsideReason.fieldCount(7, columns: 8)) { try row("1,A,Tea,1,now,1.00,2") }
        #expect(throws: SetAsideReason.fieldCount(9, columns: 8)) {
            try row("1,A,Tea, green,1,now,1.00,2,UK")
        }
        #expect(throws: SetAsideReason.fieldCount(1, columns: 8)) { try row(" ") }
    }

    @Test("A row with malformed quoting is set aside")
    func malformedQuoting() {
        #expect(throws: SetAsideReason.malformedQuoting(.unterminatedField)) {
            try row("1,A,\"Tea,1,now,1.00,2,UK")
        }
    }

    @Test("A row with a NUL or invalid UTF-8 in any field is set aside")
    func badBytes() {
        #expect(throws: SetAsideReason.containsNUL) { try row("1,A,Tea,1,now,1.00,2,U\0K") }
        for bytes: [UInt8] in [[0xFF], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xC3, 0x22, 0x22]] {
            #expect(throws: SetAsideReason.notUTF8) {
                try row(Array("1,A,\"".utf8) + bytes + Array("\",1,now,1.00,2,UK".utf8))
            }
        }
    }

    @Test("A row with a positive quantity is set aside if its invoice number begins with a capital C")
    func cancellations() throws {
        #expect(throws: SetAsideReason.positiveQuantityInCancellation) {
            try row(invoice: "C1", quantity: "1")
        }
        #expect(throws: SetAsideReason.positiveQuantityInCancellation) {
            try row(invoice: "C", quantity: "1")
        }
        // A C with a combining cedilla is another Character, but its first byte is the same.
        #expect(throws: SetAsideReason.positiveQuantityInCancellation) {
            try row(invoice: "C\u{327}1", quantity: "1")
        }
        #expect(try row(invoice: "C1", quantity: "-1").invoice.isCancellation)
        #expect(try !row(invoice: "c1", quantity: "1").invoice.isCancellation)
        #expect(try !row(invoice: " C1", quantity: "1").invoice.isCancellation)
        #expect(try !row(invoice: "\u{C7}1", quantity: "1").invoice.isCancellation)
    }

    @Test("The name of a product is the description, or the stock code if the description is empty")
    func productNames() throws {
        #expect(try row(description: "Tea").productName == "Tea")
        #expect(try row(product: "A", description: "").productName == "A")
        let long = String(repeating: "\u{E9}", count: 499) + "x\u{1F375}"
        #expect(try row(description: long).productName.string.utf8.count == 999)
    }

    @Test(
        "A text is cut where a Unicode scalar ends",
        arguments: [
            ("ab", 3, "ab"), ("abc", 2, "ab"), ("a\u{E9}", 2, "a"), ("\u{1F375}", 3, ""),
            ("e\u{301}", 2, "e"),
        ])
    func cut(text: String, bytes: Int, cut: String) {
        #expect(Array(text.cut(toBytes: bytes).utf8) == Array(cut.utf8))
    }
}

private func row(_ line: String, currency: Currency = .gbp) throws -> InvoiceRow {
    try row(Array(line.utf8), currency: currency)
}

/// Returns the row on line 7 of a file.
private func row(_ line: [UInt8], currency: Currency = .gbp) throws -> InvoiceRow {
    let text = Array("\(InvoiceColumn.header)\n\n\n\n\n\n".utf8) + line
    var (reader, header) = try RecordReader.open(try FileText(text), ColumnNames())
    let isFound = reader.next()
    try #require(isFound)
    return try InvoiceRow(reader, InvoiceFormat(header: header, currency: currency, decimalMark: .point))
}

private func row(
    invoice: String = "1", product: String = "A", description: String = "Tea", quantity: String = "1",
    price: String = "1.00", customer: String = "2", currency: Currency = .gbp
) throws -> InvoiceRow {
    try row(
        "\(invoice),\(product),\(description),\(quantity),now,\(price),\(customer),UK", currency: currency)
}
