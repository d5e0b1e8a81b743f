import Foundation
import JoskLedger
import Testing

@testable import josk

/// Tests of files that contain the same invoices in several forms.
@Suite("Forms of an invoice file")
struct FileFormTests {
    private static let text = #"""
        InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
        1,A,"Tea, ""green""",2,2010-12-01 08:26,1.50,7,UK
        1,É,Café,3,2010-12-01 08:26,2,7,UK
        C2,A,,-1,2010-12-02 10:00,1.50,7,UK

        """#
    private static let semicolons = text.replacing(
        "\"Tea, \"\"green\"\"\"", with: "\"Tea# \"\"green\"\"\""
    ).replacing(",", with: ";").replacing("#", with: ",")

    private static let forms: [(String, [UInt8])] = [
        ("BOM", [0xEF, 0xBB, 0xBF] + Array(text.utf8)),
        ("CRLF", Array(text.replacing("\n", with: "\r\n").utf8)),
        ("lone CR", Array(text.replacing("\n", with: "\r").utf8)),
        ("quoted header", Array(quotedHeader.utf8)),
        ("semicolons", Array(semicolons.utf8)),
        ("tabs", Array(semicolons.replacing(";", with: "\t").utf8)),
        ("UTF-16LE", [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
        ("UTF-16BE", [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }),
    ]

    private static let quotedHeader =
        "\"" + InvoiceColumn.header.replacing(",", with: "\",\"") + "\"\n"
        + text.split(separator: "\n").dropFirst().joined(separator: "\n")

    @Test("A file has the same invoices in each supported form", arguments: forms)
    func sameInvoices(name: String, bytes: [UInt8]) throws {
        #expect(try Content(bytes) == Content(Array(Self.text.utf8)), "\(name)")
    }

    @Test(
        "A line sep= before the header declares the delimiter",
        arguments: ["sep=|", "\"sep=|\""])
    func declaredDelimiter(line: String) throws {
        let text = "\(line)\n\(Self.semicolons.replacing(";", with: "|"))"
        let content = try Content(Array(text.utf8))
        #expect(content.rows.map(\.product) == ["A", "É", "A"])
        // The declaration is a line of the file.
        #expect(content.rows.map(\.line) == [3, 4, 5])
    }

    @Test("Columns are found by name, in any order, and the others are ignored and listed")
    func columnOrder() throws {
        let text = """
            Country,Note,UnitPrice,CustomerID,Quantity,StockCode,InvoiceNo,
            UK,x,1.50,7,2,A,1,
            UK,y,2,7,3,B,1,

            """
        let file = try InvoiceFile(Array(text.utf8), currency: .gbp)
        #expect(file.invoices.map(\.number) == ["1"])
        #expect(file.invoices.first?.rows.map(\.unitPrice) == [150, 200])
        #expect(file.invoices.first?.rows.map(\.quantity) == [2, 3])
        #expect(file.ignoredColumns == ["Note", "column 8, which has no name"])
        #expect(file.dates.undated == 1)
    }

    @Test("A file whose columns have other names is read if the names are mapped")
    func mappedColumns() throws {
        let header = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country"
        let text = Self.text.replacing(InvoiceColumn.header, with: header)
        let names = try ColumnNames("InvoiceNo=Invoice,UnitPrice=Price,CustomerID=\"Customer ID\"")
        let options = ReadingOptions(columns: names)
        #expect(try Content(Array(text.utf8), options) == Content(Array(Self.text.utf8)))
        #expect(throws: UnreadableFile.self) { try Content(Array(text.utf8)) }
        // A name that the user gives must exist, even that of an optional column.
        let dates = ReadingOptions(columns: try ColumnNames("InvoiceDate=Date"))
        #expect(throws: UnreadableFile.self) { try Content(Array(Self.text.utf8), dates) }
    }

    @Test("Decimal commas are read on request")
    func decimalCommas() throws {
        let text = Self.text.replacing("1.50", with: "\"1,5\"")
        let options = ReadingOptions(decimalMark: .comma)
        #expect(try Content(Array(text.utf8), options) == Content(Array(Self.text.utf8)))
        let file = try InvoiceFile(Array(Self.text.utf8), currency: .gbp, options)
        #expect(file.setAside.first?.reason == .price("1.50", .comma))
    }

    @Test(
        "A file in an unsupported form is refused with the reason and the remedy",
        arguments: [
            ([0x1F, 0x8B, 8, 0], "gunzip"),
            (Array("PK\u{3}\u{4}xl".utf8), "save the sheet as CSV"),
            ([0xFF, 0xFE, 0x49], "export it again, in UTF-8"),
            ([0xFF, 0xFE, 0x00, 0xD8], "export it again, in UTF-8"),
            ([0xFF, 0xFE, 0, 0, 0x49, 0, 0, 0], "convert it to UTF-8"),
            ([0x49, 0, 0x6E, 0], "convert it to UTF-8"),
            (Array(",\(text)".utf8), "index=False"),
            (Array("\"\",\(text)".utf8), "row.names=FALSE"),
            (Array(text.replacing("UnitPrice", with: "Price").utf8), "has no column \"UnitPrice\""),
            (Array(text.replacing("Country", with: "Quantity").utf8), "more than one column \"Quantity\""),
            ([0xE9] + Array(text.utf8), "iconv -f WINDOWS-1252"),
            (Array("\"\(text)".utf8), "a quoted field has no closing quote"),
            ([], "it is empty"),
        ] as [([UInt8], String)])
    func refused(bytes: [UInt8], remedy: String) {
        let error = #expect(throws: UnreadableFile.self) { try InvoiceFile(bytes, currency: .gbp) }
        #expect(error?.description.contains(remedy) == true, "\(error?.description ?? "")")
    }

    @Test(
        "A list of column names that cannot be used is refused with the reason",
        arguments: [
            ("", .noAssignment("")), ("Invoice", .noAssignment("Invoice")),
            ("Price=X", .unknownColumn("Price")),
            ("UnitPrice=", .malformedName("UnitPrice=")), ("UnitPrice=\"a", .malformedName("UnitPrice=\"a")),
            ("UnitPrice=a\"b", .malformedName("UnitPrice=a\"b")),
            ("UnitPrice=a,UnitPrice=b", .repeated("UnitPrice")), ("UnitPrice=a,Quantity=a", .repeated("a")),
            ("UnitPrice=Quantity", .repeated("Quantity")),
        ] as [(String, ColumnNamesProblem)])
    func badNames(list: String, problem: ColumnNamesProblem) {
        #expect(throws: problem) { try ColumnNames(list) }
    }

    @Test("A mapped name may have quotes around it, commas and doubled quotes")
    func quotedNames() throws {
        let names = try ColumnNames("InvoiceNo=\"No., \"\"A\"\"\", UnitPrice = Price")
        #expect(names.name(of: .invoice) == "No., \"A\"")
        #expect(names.name(of: .price) == "Price")
        #expect(names.name(of: .quantity) == "Quantity")
    }
}

/// The readable content of a file, without what depends on its form.
private struct Content: Equatable {
    let rows: [InvoiceRow]
    let order: [OrderReference]

    init(_ bytes: [UInt8], _ options: ReadingOptions = ReadingOptions()) throws {
        let file = try InvoiceFile(bytes, currency: .gbp, options)
        #expect(file.setAside.isEmpty)
        #expect(file.dates == .ordered(undated: 0, first: nil))
        rows = file.invoices.flatMap(\.rows)
        order = file.invoices.map(\.number)
    }
}
