import JoskLedger
import Testing

@testable import josk

@Suite("Invoice files")
struct InvoiceFileTests {
    @Test(
        "An invoice file is recognised by its header, the first line that is not blank",
        arguments: [
            "\(header)", "\(header)\n", "\(header)\r\n", "\n\r\n\(header)\n", "\u{FEFF}\n\(header)\r",
            "\(header) ",
            "\(header)\r\r\n", "\(header),", "sep=,\n\(header)", "sep=;\n\(header.replacing(",", with: ";"))",
            header.split(separator: ",").map { "\"\($0)\"" }.joined(separator: ","),
        ])
    func known(text: String) throws {
        let file = try read(text)
        #expect(file.invoices.isEmpty)
        #expect(file.setAside.isEmpty)
    }

    @Test(
        "A file with any other first line is not an invoice file",
        arguments: [
            "", "\n", "\u{FEFF}", "1,A,Tea,1,now,1.00,2,UK", " \n\(header)", ",\(header)",
            "\(header.lowercased())",
            "\u{FEFF}\u{FEFF}\(header)", "\(header),Quantity", "sep=;\n\(header)", "sep=;", "\"\(header)",
        ])
    func foreign(text: String) {
        #expect(throws: UnreadableFile.self) { try read(text) }
    }

    @Test("Lines end in LF or CRLF, the last one possibly in neither, and every line is counted")
    func lines() throws {
        let file = try read("\(header)\r\n\(row("1"))\n\n\(row("2"))\r\n\r\nbad\n\(row("3"))\r")
        #expect(file.invoices.map(\.number) == ["1", "2", "3"])
        #expect(file.invoices.flatMap(\.rows).map(\.line) == [2, 4, 7])
        #expect(file.setAside == [SetAsideRow(line: 6, reason: .fieldCount(1, columns: 8))])
    }

    @Test("A line end contains at most one CR")
    func carriageReturns() throws {
        let file = try read("\(header)\n\(row("1"))\r\r\n\(row("2", country: "\"UK\""))\r\r\n")
        #expect(file.invoices.map(\.number) == ["1"])
        #expect(file.setAside == [SetAsideRow(line: 3, reason: .malformedQuoting(.textAfterClosingQuote))])
    }

    @Test("An invoice has its rows from the whole file, and invoices are in the order of their first rows")
    func order() throws {
        let file = try read(
            [header, row("1", quantity: "0"), row("2"), row("1", product: "B"), row("2", product: "C")]
                .joined(separator: "\n"), isPartial: true)
        #expect(file.invoices.map(\.number) == ["2", "1"])
        #expect(file.invoices.map { $0.rows.map(\.product) } == [["A", "C"], ["B"]])
        #expect(file.products.map(\.line) == [3, 4, 5])
        #expect(file.setAside.map(\.line) == [2])
    }

    @Test("A row is set aside if its customer is not that of the invoice's first readable row")
    func otherCustomer() throws {
        let file = try read(
            [
                header, row("1", quantity: "0", customer: "9"), row("1", customer: "2"),
                row("1", product: "Z", customer: "9"), row("1", customer: ""), row("1", customer: "2"),
            ].joined(separator: "\n"), isPartial: true)
        #expect(file.invoices.first?.rows.map(\.line) == [3, 6])
        #expect(
            file.setAside.map(\.reason) == [
                .quantityIsZero, .otherCustomer("9", than: "2"), .otherCustomer("guest", than: "2"),
            ])
        // Neither the customer nor the product of such a row is listed.
        #expect(file.customers.map(\.customer) == ["2"])
        #expect(file.products.map(\.product) == ["A"])
    }

    @Test("Keys are distinguished by their bytes")
    func keysByBytes() throws {
        let file = try read(
            [header, row("\u{E9}", product: "\u{E9}"), row("e\u{301}", product: "e\u{301}")].joined(
                separator: "\n"))
        #expect(file.invoices.count == 2)
        #expect(file.products.count == 2)
    }
}

private let header = InvoiceColumn.header

private func row(
    _ invoice: String, product: String = "A", quantity: String = "1", customer: String = "2",
    country: String = "UK"
) -> String {
    "\(invoice),\(product),Tea,\(quantity),now,1.00,\(customer),\(country)"
}

private func read(_ text: String, isPartial: Bool = false) throws -> InvoiceFile {
    try InvoiceFile(Array(text.utf8), currency: .gbp, ReadingOptions(isPartial: isPartial))
}
