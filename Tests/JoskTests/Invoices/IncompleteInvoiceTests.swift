import JoskLedger
import Testing

@testable import josk

@Suite("Incomplete invoices")
struct IncompleteInvoiceTests {
    private static let rows = [
        "1,A,Tea,2,,1.00,7,UK", "2,B,Cup,1,,1.00,8,UK", "2,C,Jug,0,,1.00,8,UK", "3,A,Tea,4,,1.00,7,UK",
    ]

    private func read(_ rows: [String], isPartial: Bool = false) throws -> InvoiceFile {
        let text = ([InvoiceColumn.header] + rows).joined(separator: "\n")
        return try InvoiceFile(Array(text.utf8), currency: .gbp, ReadingOptions(isPartial: isPartial))
    }

    @Test("An invoice with a row set aside is not booked at all, nor are its customer and its products")
    func notBooked() async throws {
        let file = try read(Self.rows)
        #expect(file.invoices.map(\.number) == ["1", "3"])
        #expect(file.customers.map(\.customer) == ["7"])
        #expect(file.products.map(\.product) == ["A"])
        #expect(file.incomplete == [InvoiceFile.Incomplete(number: "2", line: 4)])
        let text = ([InvoiceColumn.header] + Self.rows).joined(separator: "\n")
        let replayed = try await Replayed(Array(text.utf8))
        #expect(replayed.figures["incompleteInvoices"] == 1)
        #expect(replayed.figures["orders"] == 2)
        #expect(
            replayed.standardError.contains(
                "invoice 2: not booked, because line 4 was set aside (--partial books the other rows)"))
    }

    @Test("On request, the other rows of an incomplete invoice are booked, and it is still counted")
    func partial() throws {
        let file = try read(Self.rows, isPartial: true)
        #expect(file.invoices.map(\.number) == ["1", "2", "3"])
        #expect(file.invoices[1].rows.map(\.product) == ["B"])
        #expect(file.incomplete.isEmpty)
        #expect(file.incompleteCount == 1)
    }

    @Test(
        "A row that was set aside makes its invoice incomplete, however it is malformed",
        arguments: [
            "2,C,Jug,1,,1.00,8", "2,C,Jug,1,,1.00,8,UK,x", "2,C,Jug,1,,2.555,8,UK", "2,C,Ju\0g,1,,1.00,8,UK",
            "2,C,\"Jug,1,,1.00,8,UK", "2,C,J\"ug,1,,1.00,8,UK", "2,,Jug,1,,1.00,8,UK", "2,C,Jug,1,,1.00,9,UK",
            "2",
        ])
    func everyReason(row: String) throws {
        // The row is far from the others of its invoice.
        let file = try read(["1,A,Tea,2,,1.00,7,UK", "2,B,Cup,1,,1.00,8,UK", "3,A,Tea,4,,1.00,7,UK", row])
        #expect(file.invoices.map(\.number) == ["1", "3"])
        #expect(file.incompleteCount == 1)
    }

    @Test(
        "A row whose invoice number cannot be read makes the invoices before and after it incomplete",
        arguments: ["\"2,C,Jug,1,,1.00,8,UK", "2\",C,Jug,1,,1.00,8,UK", ",C,Jug,1,,1.00,8,UK"])
    func unknownInvoice(row: String) throws {
        let file = try read([
            "0,A,Tea,1,,1.00,7,UK", "1,A,Tea,2,,1.00,7,UK", row, row, "3,A,Tea,4,,1.00,7,UK",
            "4,A,Tea,4,,1.00,7,UK",
        ])
        #expect(file.invoices.map(\.number) == ["0", "4"])
        #expect(file.incompleteCount == 2)
    }

    @Test("A row whose number is not surely in its place makes both neighbouring invoices incomplete")
    func displacedNumber() throws {
        let header = "Description,InvoiceNo,StockCode,Quantity,UnitPrice,CustomerID"
        let before = ["Tea,1,A,2,1.00,7", "Tea,2,A,2,1.00,7"]
        let after = ["Tea,3,A,2,1.00,7", "Tea,4,A,2,1.00,7"]
        // One field too many, so that the second field is no number.
        for (first, broken) in [
            (header, "Tea, green,3,A,2,1.00,7"), (InvoiceColumn.header, "3\u{0},A,Tea,2,,1.00,7,UK"),
        ] {
            let isMoved = first == header
            let rows =
                isMoved ? before + [broken] + after : Self.rows.prefix(1) + [broken] + Self.rows.suffix(1)
            let text = ([first] + rows).joined(separator: "\n")
            let file = try InvoiceFile(Array(text.utf8), currency: .gbp)
            #expect(file.invoices.map(\.number) == (isMoved ? ["1", "4"] : []))
            #expect(file.incompleteCount == 2)
        }
    }

    @Test("A row without an invoice number and a stock code belongs to no invoice")
    func totals() throws {
        let file = try read(["1,A,Tea,2,,1.00,7,UK", ",,,2,,,,", ",,,,,,,"])
        #expect(file.invoices.map(\.number) == ["1"])
        #expect(file.setAside.map(\.line) == [3, 4])
        #expect(file.incompleteCount == 0)
    }
}
