import Foundation
import InvoiceOracle
import JoskInMemory
import JoskLedger
import Testing

@testable import josk

@Suite("Replays of invoice files")
struct ReplayTests {
    private let example = repositoryFile("Examples/Invoices/untidy-invoices.csv")

    @Test(
        "The replay of the example has the figures in its description",
        arguments: [(0, Replay.Options()), (1, .tight), (2, Replay.Options().partial), (3, .tight.partial)])
    func exampleAsDescribed(column: Int, options: Replay.Options) async throws {
        let description = try String(
            contentsOf: repositoryFile("Examples/Invoices/README.md"), encoding: .utf8)
        let replayed = try await Replayed(try bytes(of: example), options)
        #expect(replayed.figures == figures(in: description, column))
        #expect(
            replayed.file.setAside.map(\.line) == [8, 10, 38] + Array(54...77) + Array(79...82)
                + Array(84...86))
    }

    /// Returns the figures in a column of a table of the form "| `orders` | 18 | 13 | 21 | 16 |".
    private func figures(in description: String, _ column: Int) -> [String: Int64] {
        var figures: [String: Int64] = [:]
        for line in description.split(separator: "\n") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 5, cells[0].hasPrefix("`"), let value = Int64(cells[column + 1]) else {
                continue
            }
            figures[cells[0].replacingOccurrences(of: "`", with: "")] = value
        }
        return figures
    }

    @Test(
        "The replay of the example agrees with the oracle in every figure and byte",
        arguments: [Replay.Options(), .tight, .tight.partial])
    func exampleAsRecomputed(options: Replay.Options) async throws {
        try await expectAgreement(try bytes(of: example), options)
    }

    @Test("A replay lists every row set aside, and every refusal for reasons other than stock and credit")
    func standardError() async throws {
        let lines = try await Replayed(try bytes(of: example), .tight.partial).standardError
        #expect(lines.count == 34 + 3)
        #expect(lines.first == "line 8: set aside: the quantity is zero")
        #expect(
            lines.suffix(3).map { $0.prefix(23) } == [1028, 1029, 1030].map { "invoice \($0): refused: " })
        #expect(lines.last?.contains("The amount on line 1 is 9999998990000001; it must be from") == true)
        #expect(lines.last?.contains("asked") == false)
    }

    @Test("An invoice with more lines than an order may have is refused for that reason alone")
    func tooManyLines() async throws {
        let row = "1,A,Tea,1,2010-12-01,1.00,2,UK\n"
        let file = Array("\(InvoiceColumn.header)\n\(String(repeating: row, count: 10_001))".utf8)
        let options = Replay.Options(creditLimit: 0, openingStock: 0)
        try await expectAgreement(file, options)
        let replayed = try await Replayed(file, options)
        #expect(replayed.figures["rejectedInvoices"] == 1)
        #expect(replayed.figures["rejectedForStock"] == 0)
        #expect(
            replayed.standardError
                == ["invoice 1: refused: The number of lines is 10001; it must be from 1 to 10000."])
    }

    @Test("A purchase is refused if its price times its quantity does not fit into Int64")
    func hugePrice() async throws {
        let currency = try #require(Currency(code: "UYW"))
        let file = Array("\(InvoiceColumn.header)\n1,A,Tea,999999999,now,999999999999.9999,2,UK".utf8)
        let options = Replay.Options(currency: currency, openingStock: 1_000_000_000)
        try await expectAgreement(file, options)
        let replayed = try await Replayed(file, options)
        #expect(replayed.figures["rejectedInvoices"] == 1)
        #expect(replayed.figures["setAsideRows"] == 0)
    }

    @Test("A replay computes sums that do not fit into Int64")
    func wideSums() async throws {
        // Ten thousand purchases for 10^15 minor units each, all refunded.
        var text = "\(InvoiceColumn.header)\n"
        for number in 0..<10_000 {
            text += "\(number),A,Gold,1,now,100000000000.0000,2,UK\nC\(number),A,Gold,-1,now,0,2,UK\n"
        }
        let options = Replay.Options(
            currency: try #require(Currency(code: "CLF")), creditLimit: 1_000_000_000_000_000, openingStock: 1
        )
        let replayed = try await Replayed(Array(text.utf8), options)
        #expect(replayed.result.summary.charged == 10_000_000_000_000_000_000)
        #expect(replayed.result.summary.refunded == replayed.result.summary.charged)
        #expect(replayed.result.summary.json.contains("\"charged\":10000000000000000000,"))
        #expect(
            replayed.result.summary.table(in: options.currency).contains("10000000000000000000 minor units"))
    }

    @Test("The figures are one JSON object, in an order that programs rely on")
    func json() async throws {
        let json = try await Replayed(try bytes(of: example), Replay.Options().partial).result.summary.json
        #expect(
            json == """
                {"invoices":34,"orders":21,"orderLines":31,"unitsSold":309,"charged":2043005,"refunded":62475,\
                "unmatchedRefundUnits":6,"adjustments":5,"rejectedAdjustments":1,"rejectedInvoices":4,\
                "rejectedForStock":1,"rejectedForCredit":1,"setAsideRows":34,"customers":11,"products":21,\
                "balanceTotal":1980530,"stockTotal":20999646,"auditViolations":0,"incompleteInvoices":8,\
                "undatedInvoices":0,"ignoredColumns":0}
                """)
    }

    @Test("A second replay as the same business doubles nothing, and tries refused purchases again")
    func again() async throws {
        let text = """
            \(InvoiceColumn.header)
            1,A,Tea,5,now,1.00,ada,UK
            2,A,Tea,3,now,1.00,bob,UK
            3,A,Tea,-1,now,1.00,bob,UK
            C4,A,Tea,-5,now,1.00,ada,UK

            """
        let (store, business) = (InMemoryStore(), Business.ID())
        let options = Replay.Options(openingStock: 6)
        let first = try await Replayed(Array(text.utf8), options, as: business, on: store)
        #expect(first.figures["orders"] == 1 && first.figures["rejectedForStock"] == 1)
        #expect(first.result.stock.map(\.units) == [5])
        // The five units of ada were returned.
        let second = try await Replayed(Array(text.utf8), options, as: business, on: store)
        #expect(second.figures["orders"] == 2 && second.figures["rejectedForStock"] == 0)
        #expect(second.figures["refunded"] == first.figures["refunded"])
        #expect(second.result.stock.map(\.units) == [2])
        #expect(second.result.audit.isClean)
    }

    @Test("A replay fails if the audit finds a broken ledger, and lists the violations")
    func brokenLedger() async throws {
        let replayed = try await Replayed(try bytes(of: example), on: ForgetfulStore())
        #expect(replayed.result.summary.auditViolations > 0)
        let recorder = StandardErrorRecorder()
        let failure = #expect(throws: CommandFailure.self) {
            try replayed.result.audit.mustBeClean(recorder.standardError())
        }
        #expect(failure?.status == .auditViolation)
        #expect(recorder.lines.count == replayed.result.audit.violations.count)
    }

    private static let sharedFile = ProcessInfo.processInfo.environment["JOSK_INVOICES"]

    @Test(
        "The replay of a real file agrees with the oracle",
        .enabled(if: sharedFile != nil, "JOSK_INVOICES names no invoice file to replay"),
        arguments: [Replay.Options(), .tight])
    func realFile(options: Replay.Options) async throws {
        let path = try #require(Self.sharedFile)
        try await expectAgreement(try bytes(of: URL(fileURLWithPath: path)), options)
    }
}
