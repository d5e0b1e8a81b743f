import Testing

@testable import JoskLedger

@Suite("Audit: the journal's count of facts")
struct CommandCountTests {
    @Test("a count that is damaged is named, however far it is off", arguments: [Int.min, -1, 0, 99, .max])
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
