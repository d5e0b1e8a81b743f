import Testing

@testable import JoskLedger

@Suite("Audits of edited receipts")
struct EveryReceiptTests {
    @Test("An audit of a receipt with one edited byte names the command and no other row")
    func bytes() throws {
        let facts = try History().facts
        for (index, row) in facts.journal.enumerated() {
            for place in row.receipt.indices {
                var damaged = facts
                var receipt = row.receipt
                receipt[place] ^= 1
                damaged.journal[index] = row.with(receipt: receipt)
                let edit = RowEdit(
                    what: "byte \(place) of \(row.kind)", facts: damaged, rows: [row.auditRow],
                    rules: [.sealCoversCommand])
                if let failure = edit.failure() { Issue.record("\(failure)") }
            }
        }
    }
}
