import Testing

@testable import JoskLedger

@Suite("Audits of the journal's fact counts")
struct CommandCountTests {
    @Test(
        "An audit names a command with a wrong fact count, for any size of the error",
        arguments: [Int.min, -1, 0, 99, .max])
    func damagedCount(count: Int) throws {
        var history = try History()
        let entry = try #require(history.facts.entries.last { $0.customerID == history.bob })
        history.facts.journal = history.facts.journal.map { row in
            guard row.id == entry.commandID else { return row }
            return JournalEntry(
                id: row.id, key: row.key, kind: row.kind, fingerprint: row.fingerprint, receipt: row.receipt,
                factCount: count, metadata: row.metadata, recordedAt: row.recordedAt)
        }
        let violations = history.facts.audit().violations
        #expect(violations.map(\.rule) == [.sealCoversCommand, .commandHasFacts])
        #expect(Set(violations.map(\.row)) == [.command(entry.commandID)])
    }
}
