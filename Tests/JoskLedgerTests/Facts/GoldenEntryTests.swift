import Testing

@testable import JoskLedger

@Suite("The hashes of ledger entries, version 1")
struct GoldenEntryTests {
    // Each is the SHA-256 of
    //
    //     text("josk.ledger-entry") + b"\1" + business + previous_hash + customer + i64(sequence) + kind
    //         + money(amount) + money(balance) + money(50_000) + i64(time + sequence - 1) + command
    //
    // where kind is text("opened"), text("charge") + order + i64(due),
    // text("payment") + optional(text(reference))
    // + i64(effective), or text("refund") + order + i64(number of the refund).
    private static let entries: [(kind: LedgerEntry.Kind, amount: Int64, hash: String)] = [
        (.opened, 0, "8b6ce7ce25d5cfb3788dddb26bda26c0130e30c220e4d5aae7abd0f883bcb44f"),
        (
            .charge(Golden.order, due: Golden.day.adding(days: 30)), 1_250,
            "998e1cff674f8e77498178ac2e3861d192444ea99edd502f5f3bfb086ddf48e9"
        ),
        (
            .payment("BANK-\u{E9}", effective: Golden.day), -1_000,
            "4d83c7a5794d175a3c07b2e8ef0accb0633dd92756af5228f958b0f6d2a98df6"
        ),
        (
            .payment(nil, effective: CalendarDate(clampingDaysSince1970: -1)), -500,
            "09f2d0c6528e70ae1a6b8c994cdb73c50074734029d7dfa47eeed4dce251e078"
        ),
        (
            .refund(Refund.ID(orderID: Golden.order, number: 1)), -1_250,
            "5aafdb08017fa5600a41734e04b191a961d86f2a06307d011278854283266ee9"
        ),
    ]

    @Test("a ledger of one entry of each kind has the hashes that it always had")
    func chain() {
        var previousHash = ContentHash.zero
        var balance: Int64 = 0
        for (index, (kind, amount, hash)) in Self.entries.enumerated() {
            balance += amount
            let entry = LedgerEntry(
                in: Golden.business, customerID: Golden.customer, sequence: Int64(index) + 1, kind: kind,
                amount: .pence(amount), balance: .pence(balance), creditLimit: .pence(50_000),
                recordedAt: Timestamp(microseconds: Golden.time.microseconds + Int64(index)),
                commandID: Golden.command, previousHash: previousHash)
            #expect(entry.hash.description == hash, "\(kind)")
            #expect(entry.computedHash(in: Golden.business) == entry.hash)
            previousHash = entry.hash
        }
    }
}
