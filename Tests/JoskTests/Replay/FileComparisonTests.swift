import Foundation
import JoskInMemory
import JoskLedger
import Testing

@testable import josk

/// Tests of replays as a business that was replayed before from another file.
@Suite("Replays of a changed file")
struct FileComparisonTests {
    private static let rows = [
        InvoiceColumn.header,
        "1,A,Tea,5,2010-12-01,1.00,ada,UK",
        "1,B,Cup,2,2010-12-01,2.00,ada,UK",
        "2,A,Tea,3,2010-12-02,1.00,bob,UK",
        "3,A,Tea,-1,2010-12-03,1.00,bob,UK",
        "C4,A,Tea,-4,2010-12-04,1.00,ada,UK",
    ]

    @Test(
        "A changed row is named, and nothing is changed",
        arguments: [
            (
                2, "1,A,Tea,6,2010-12-01,1.00,ada,UK",
                "it sells 6 of A at 100 minor units, but 5 of A at 100 was booked"
            ),
            (
                3, "1,B,Cup,2,2010-12-01,2.01,ada,UK",
                "it sells 2 of B at 201 minor units, but 2 of B at 200 was booked"
            ),
            (
                4, "2,B,Cup,3,2010-12-02,1.00,bob,UK",
                "it sells 3 of B at 100 minor units, but 3 of A at 100 was booked"
            ),
            (4, "2,A,Tea,3,2010-12-02,1.00,eve,UK", "its customer is eve, but was bob"),
            (
                4, "9,A,Tea,3,2010-12-02,1.00,bob,UK",
                "it begins invoice 9 of customer bob, but invoice 2 of customer bob"
            ),
            (5, "3,A,Tea,-2,2010-12-03,1.00,bob,UK", "but an adjustment of A by -1 was booked"),
            (
                6, "C4,A,Tea,-3,2010-12-04,1.00,ada,UK",
                "it returns 3 of A from customer ada, but a refund of 4 of A"
            ),
            (
                6, "C4,B,Cup,-1,2010-12-04,1.00,ada,UK",
                "it returns 1 of B from customer ada, but a refund of 4 of A"
            ),
        ])
    func changed(line: Int, row: String, reason: String) async throws {
        var rows = Self.rows
        rows[line - 1] = row
        try await expectRefusal(of: rows, line: line, reason)
    }

    @Test("A row that was inserted, removed or moved is named, and nothing is changed")
    func shifted() async throws {
        var rows = Self.rows
        rows.insert("0,A,Tea,1,2010-12-01,1.00,bob,UK", at: 1)
        try await expectRefusal(of: rows, line: 2, "its customer is bob, but was ada")
        rows = Self.rows
        rows.insert("1,A,Tea,1,2010-12-01,1.00,ada,UK", at: 3)
        try await expectRefusal(of: rows, line: 4, nil)
        rows = Self.rows
        rows.remove(at: 2)
        try await expectRefusal(
            of: rows, line: 2, "invoice 1 has 1 row to sell here or before, but 2 were booked")
        rows = Self.rows
        rows.swapAt(3, 4)
        try await expectRefusal(of: rows, line: 4, "booked a purchase from this line, which is now different")
    }

    @Test(
        "Another file with the same customers is refused with the row that differs, and not with a rejection")
    func otherFile() async throws {
        let rows = [InvoiceColumn.header, "", ""] + Self.rows.dropFirst()
        try await expectRefusal(of: rows, line: 2, "which is now different")
    }

    @Test("A replay without --partial after one with it names the first row that is booked but now left out")
    func otherOptions() async throws {
        let rows = Self.rows + ["2,B,Cup,0,2010-12-02,1.00,bob,UK"]
        let (store, business) = (InMemoryStore(), Business.ID())
        _ = try await replay(rows, Replay.Options().partial, as: business, on: store)
        let failure = await #expect(throws: CommandFailure.self) {
            try await replay(rows, as: business, on: store)
        }
        #expect(failure?.status == .dataError)
        #expect(failure?.message.hasPrefix("line 4 differs from the earlier replay as the business ") == true)
    }

    @Test("Rows that were added at the end of the file are replayed")
    func added() async throws {
        let (store, business) = (InMemoryStore(), Business.ID())
        _ = try await replay(Self.rows, as: business, on: store)
        let more = Self.rows + ["5,C,Jug,1,2010-12-05,3.00,eve,UK"]
        let replayed = try await replay(more, as: business, on: store)
        #expect(replayed.figures["orders"] == 3)
        #expect(replayed.result.audit.isClean)
    }

    @Test("A changed product or another option is refused before rows at the end of the file are added")
    func changedProduct() async throws {
        let (store, business) = (InMemoryStore(), Business.ID())
        _ = try await replay(Self.rows, as: business, on: store)
        let before = try await allRows(of: business, in: store)
        var rows = Self.rows + ["5,C,Jug,1,2010-12-05,3.00,eve,UK"]
        let options = Replay.Options(creditLimit: 7)
        let limit = await #expect(throws: (any Error).self) {
            try await replay(rows, options, as: business, on: store)
        }
        rows[2] = "1,B,Mug,2,2010-12-01,2.00,ada,UK"
        let product = await #expect(throws: (any Error).self) {
            try await replay(rows, as: business, on: store)
        }
        for (error, words) in [
            (limit, "line 2 made another customer"), (product, "line 3 made another product"),
        ] {
            let failure = error.flatMap { CommandFailure($0) }
            #expect(failure?.status == .dataError)
            #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
        }
        #expect(try await allRows(of: business, in: store) == before)
    }

    @Test("A business with a customer of the file from elsewhere refuses the replay in complete sentences")
    func foreignCustomer() async throws {
        let (store, business) = (InMemoryStore(), Business.ID())
        let ledger = Ledger(store: store)
        _ = try await ledger.createBusiness(id: business, name: "Invoice replay", currency: .gbp)
        _ = try await ledger.tenant(business).addCustomer(
            name: "Ada", reference: "ada", creditLimit: Money(minorUnits: 0, .gbp), idempotencyKey: "mine")
        let failure = await #expect(throws: CommandFailure.self) {
            try await replay(Self.rows, as: business, on: store)
        }
        #expect(failure?.status == .dataError)
        #expect(
            failure?.message.hasPrefix("line 2: the business refuses its customer: The reference ") == true)
    }

    private func expectRefusal(
        of rows: [String], line: Int, _ reason: String?, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let (store, business) = (InMemoryStore(), Business.ID())
        _ = try await replay(Self.rows, as: business, on: store)
        let before = try await allRows(of: business, in: store)
        let failure = await #expect(throws: CommandFailure.self, sourceLocation: sourceLocation) {
            try await replay(rows, as: business, on: store)
        }
        let message = failure?.message ?? ""
        #expect(failure?.status == .dataError, sourceLocation: sourceLocation)
        #expect(message.hasPrefix("line \(line) differs "), "\(message)", sourceLocation: sourceLocation)
        if let reason { #expect(message.contains(reason), "\(message)", sourceLocation: sourceLocation) }
        #expect(try await allRows(of: business, in: store) == before, sourceLocation: sourceLocation)
    }

    @discardableResult
    private func replay(
        _ rows: [String], _ options: Replay.Options = .init(), as business: Business.ID, on store: any Store
    ) async throws -> Replayed {
        try await Replayed(Array(rows.joined(separator: "\n").utf8), options, as: business, on: store)
    }

    private func allRows(of business: Business.ID, in store: any Store) async throws -> [StoredRow] {
        try await store.scan(rowsIn: business, by: .owner, into: []) { $0.append($1) }
    }
}
