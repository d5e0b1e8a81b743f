import Testing

@testable import JoskLedger

@Suite("Audit: whichever byte of whichever receipt is edited")
struct EveryReceiptTests {
    /// The bytes of a receipt that no fact repeats: see ``Tenant/audit()``. Every receipt begins with its
    /// version. An identifier has 16 bytes, a number and a time 8, an amount 19 (8 of the number, and its
    /// currency).
    private static func unprovable(in row: JournalEntry, _ facts: Facts) -> Range<Int> {
        let hasEntry = facts.entries.contains { $0.commandID == row.id }
        return switch row.kind {
        // Whom or what it was about.
        case RenameCustomer.kind, SetCustomerActivity.kind, ChangeCustomerReference.kind,
            ChangePaymentTerms.kind, RenameProduct.kind, SetProductActivity.kind, ChangeSKU.kind:
            1..<17
        // The product, the price and the price before.
        case ChangePrice.kind: 1..<55
        // The terms.
        case ChangeBusinessTerms.kind: 1..<9
        // After the customer, the entry and the limit, the limit before.
        case ChangeCreditLimit.kind: 44..<63
        case AddProduct.kind where row.factCount == 0: 1..<17
        // After the order, the number, the total and no charge, the balance and the available credit.
        case Purchase.kind where !hasEntry: 45..<83
        // After the refund, the total and no entry, the balance.
        case RefundOrder.kind where !hasEntry: 45..<64
        default: 0..<0
        }
    }

    @Test("the command is named and no other row")
    func bytes() throws {
        let facts = try History().facts
        for (index, row) in facts.journal.enumerated() {
            let unprovable = Self.unprovable(in: row, facts)
            for place in row.receipt.indices where !unprovable.contains(place) {
                var damaged = facts
                var receipt = row.receipt
                receipt[place] ^= 1
                damaged.journal[index] = row.with(receipt: receipt)
                let edit = RowEdit(
                    what: "byte \(place) of \(row.kind)", facts: damaged, rows: [row.auditRow])
                if let failure = edit.failure() { Issue.record("\(failure)") }
            }
        }
    }
}
