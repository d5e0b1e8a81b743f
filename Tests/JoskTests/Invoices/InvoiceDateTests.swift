import Foundation
import JoskLedger
import Testing

@testable import josk

@Suite("Dates of invoices")
struct InvoiceDateTests {
    @Test(
        "A date is read in each documented form",
        arguments: [
            ("2010-12-01", "2010-12-01T00:00:00Z", "2010-12-01T00:00:00Z"),
            ("2010-12-01 08:26", "2010-12-01T08:26:00Z", "2010-12-01T08:26:00Z"),
            (" 2010/12/01 8:26:05 ", "2010-12-01T08:26:05Z", "2010-12-01T08:26:05Z"),
            ("2010-12-01T08:26:00Z", "2010-12-01T08:26:00Z", "2010-12-01T08:26:00Z"),
            ("2010-12-01T00:26:00+01:30", "2010-11-30T22:56:00Z", "2010-11-30T22:56:00Z"),
            ("2010-12-01T23:26:00-0200", "2010-12-02T01:26:00Z", "2010-12-02T01:26:00Z"),
            ("01/12/2010 08:26", "2010-12-01T08:26:00Z", "2010-01-12T08:26:00Z"),
            ("12/1/10 8:26", "2010-01-12T08:26:00Z", "2010-12-01T08:26:00Z"),
            ("12/1/10 8:26 PM", "2010-01-12T20:26:00Z", "2010-12-01T20:26:00Z"),
            ("12-1-99, 12:05am", "1999-01-12T00:05:00Z", "1999-12-01T00:05:00Z"),
            ("13/12/2010", "2010-12-13T00:00:00Z", nil),
            ("12/13/2010", nil, "2010-12-13T00:00:00Z"),
            ("1.12.2010", "2010-12-01T00:00:00Z", nil),
            ("29/02/2000", "2000-02-29T00:00:00Z", nil),
            ("1969-12-31 23:59:59", "1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
        ] as [(String, String?, String?)])
    func forms(text: String, dayFirst: String?, monthFirst: String?) throws {
        let date = try #require(InvoiceDate(text.utf8))
        func milliseconds(_ text: String?) -> Int64? {
            text.flatMap { ISO8601DateFormatter().date(from: $0) }.map {
                Int64($0.timeIntervalSince1970) * 1_000
            }
        }
        #expect(date.dayFirst == milliseconds(dayFirst))
        #expect(date.monthFirst == milliseconds(monthFirst))
    }

    @Test("Fractions of a second order two dates")
    func fractions() throws {
        let dates = try ["2010-12-01 08:26:00", "2010-12-01 08:26:00.25", "2010-12-01 08:26:00,5019"].map {
            try #require(InvoiceDate($0.utf8)?.dayFirst)
        }
        #expect(dates.map { $0 - dates[0] } == [0, 250, 501])
    }

    @Test(
        "A field in another form is not a date",
        arguments: [
            "", "now", "2010", "2010-12", "20101201", "2010-13-01", "2010-02-29", "31/04/2010", "0/1/2010",
            "0000-01-01",
            "1/2/3", "1/2/201", "2010-12/01", "2010-12-01 24:00", "2010-12-01 8", "2010-12-01 8:60",
            "2010-12-01 13:00 PM",
            "2010-12-01 0:00 am", "2010-12-01 8:26:61", "2010-12-01 8:26:00.", "2010-12-01T8:26x",
            "2010-12-01x",
            "99999-01-01", "\u{661}/1/2010", "2010-12-01 08:26 +1",
        ])
    func others(text: String) {
        #expect(InvoiceDate(text.utf8) == nil)
    }

    @Test("The dates of the invoices, not their place in the file, decide their order by default")
    func order() throws {
        let dates = ["2010-12-03", "2010-12-01", "2010-12-02", "2010-12-01"]
        #expect(try read(dates).invoices.map(\.number.string) == ["1", "3", "2", "0"])
        #expect(try read(dates, order: .file).invoices.map(\.number.string) == ["0", "1", "2", "3"])
        #expect(try read(dates, order: .file).dates.remark == nil)
    }

    @Test(
        "An invoice without a readable date follows the invoice before it, and is counted and reported"
    )
    func undated() throws {
        let file = try read(["now", "2010-12-03", "", "2010-12-01", "later"])
        #expect(file.invoices.map(\.number.string) == ["0", "3", "4", "1", "2"])
        #expect(file.dates == .ordered(undated: 3, first: 2))
        #expect(
            file.dates.remark?.hasPrefix("3 invoices without a readable date, the first on line 2: ") == true)
    }

    @Test("A date that is readable in one order of day and month only decides for the whole file")
    func decided() throws {
        #expect(
            try read(["05/11/2010", "06/10/2010", "13/12/2010"]).invoices.map(\.number.string) == [
                "1", "0", "2",
            ])
        #expect(
            try read(["05/11/2010", "06/10/2010", "12/13/2010"]).invoices.map(\.number.string) == [
                "0", "1", "2",
            ])
    }

    @Test(
        "If the order of day and month is unclear and matters, the file's order is kept and reported"
    )
    func ambiguous() throws {
        let dates = ["05/11/2010", "06/10/2010"]
        let file = try read(dates)
        #expect(file.invoices.map(\.number.string) == ["0", "1"])
        #expect(file.dates == .ambiguous(count: 2, example: 2))
        #expect(file.dates.remark?.contains("use --dates day-first or --dates month-first") == true)
        #expect(try read(dates, .dayFirst).invoices.map(\.number.string) == ["1", "0"])
        #expect(try read(dates, .monthFirst).invoices.map(\.number.string) == ["0", "1"])
        #expect(
            try read(["06/10/2010", "05/11/2010"], .monthFirst).invoices.map(\.number.string) == ["1", "0"])
        // Both orders of day and month are the same here.
        #expect(try read(["05/11/2010", "04/11/2010"]).invoices.map(\.number.string) == ["1", "0"])
    }

    @Test("A cancellation that is before its sale in the file is matched")
    func cancellationFirst() async throws {
        let text = """
            \(InvoiceColumn.header)
            C2,A,Tea,-2,12/2/10 8:26,1.00,7,UK
            1,A,Tea,3,12/1/10 8:26,1.00,7,UK
            """
        let byDate = try await Replayed(Array(text.utf8))
        #expect(byDate.figures["refunded"] == 200)
        #expect(byDate.figures["unmatchedRefundUnits"] == 0)
        #expect(byDate.standardError.isEmpty)
        var options = Replay.Options()
        options.reading.order = .file
        let asInFile = try await Replayed(Array(text.utf8), options)
        #expect(asInFile.figures["unmatchedRefundUnits"] == 2)
    }

    private func read(
        _ dates: [String], _ form: DayMonthOrder = .automatic, order: InvoiceOrder = .date
    ) throws -> InvoiceFile {
        let rows = dates.enumerated().map { "\($0),A,Tea,1,\($1),1.00,7,UK" }
        let text = ([InvoiceColumn.header] + rows).joined(separator: "\n")
        return try InvoiceFile(Array(text.utf8), currency: .gbp, ReadingOptions(order: order, dates: form))
    }
}
