import Testing

@testable import JoskLedger

@Suite("Hashes of ledger entries, version 1")
struct GoldenEntryTests {
    // Each hash is the SHA-256 of
    //
    //     text("josk.ledger-entry") + b"\1" + business + previous_hash + customer + i64(sequence) + kind
    //         + money(amount) + money(balance) + money(50_000) + i64(time + sequence - 1) + command
    //
    // where kind is text("opened"), text("charge") + order + content + i64(due),
    // text("payment") + optional(text(reference))
    // + i64(effective), or text("refund") + order + i64(number of the refund) + content,
    // and content is 32 bytes: 0, 1, ... 31 of the order, and 255, 254, ... 224 of the refund.
    private static let orderContent = ContentHash(bytes: Array(0...31)) ?? .zero
    private static let refundContent = ContentHash(bytes: (224...255).reversed()) ?? .zero
    private static let entries: [(kind: LedgerEntry.Kind, amount: Int64, hash: String)] = [
        (.opened, 0, "8b6ce7ce25d5cfb3788dddb26bda26c0130e30c220e4d5aae7abd0f883bcb44f"),
        (
            .charge(Golden.order, contentHash: orderContent, due: Golden.day.adding(days: 30)), 1_250,
            "4d479f013140661448a7266b2de5ede4e3d2a043a6c08de3bfd2db20d7448069"
        ),
        (
            .payment("BANK-\u{E9}", effective: Golden.day), -1_000,
            "7e65516390d9327dba43fbcebaad4fbbf0c141bde28a2e5bd975410723095652"
        ),
        (
            .payment(nil, effective: CalendarDate(clampingDaysSince1970: -1)), -500,
            "486b14bebcb4198cea76235153b80ac8a0f77fd1913d60be792ed3325d313283"
        ),
        (
            .refund(Refund.ID(orderID: Golden.order, number: 1), contentHash: refundContent), -1_250,
            "d2be7a6ffd46cfd39970f395b3f8b49e76fdcc2495dc9df3769fc6dc970884dc"
        ),
    ]

    @Test("The hashes of opening, charge, payment and refund entries are unchanged")
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
