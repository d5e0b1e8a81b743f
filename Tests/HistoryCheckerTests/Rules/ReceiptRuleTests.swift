import HistoryChecker
import Testing

@Suite("Rules 4 to 6: rows and receipts")
struct ReceiptRuleTests {
    private func history() -> TestHistory {
        var shop = smallShop()
        shop.call(.purchase("c1", [.init(2, "p1"), .init(1, "p1")], order: "o1"), key: "k1", at: 2000...2100)
        shop.call(.purchase("c1", [.init(2, "p1"), .init(1, "p1")], order: "o1"), key: "k1", at: 2200...2300)
        shop.call(.payment("c1", 5), key: "k2", at: 2400...2500)
        shop.call(.refund("o1", [.init(1, line: 1)]), key: "k3", at: 2600...2700)
        shop.call(.limit("c1", 900), key: "k4", at: 2800...2900)
        shop.call(.cancel("o1"), key: "k5", at: 3000...3100)
        shop.call(.goods("p1", 4), key: "k6", at: 3200...3300, ending: .unknown)
        shop.call(.reversal("c1", 3), key: "k7", at: 3400...3500)
        return shop.history
    }

    @Test(
        "A row that is stored twice is a wrong number of rows",
        arguments: ["order", "refund", "entry", "movement"])
    func repeatedRow(type: String) throws {
        var history = history()
        try history.copy(type, where: [:])
        try history.expect(.wrongRowCount)
    }

    @Test(
        "A missing row of a command is a wrong number of rows",
        arguments: ["order", "refund", "entry", "movement"])
    func missingRow(type: String) throws {
        var history = history()
        try history.remove(type, where: [:])
        try history.expect(.wrongRowCount)
    }

    @Test("A command that was carried out twice with two journal entries wrote a wrong number of rows")
    func carriedOutTwice() throws {
        var history = history()
        try history.copy("command", where: ["key": "k6"]) { $0["id"] = "j90" }
        try history.copy("movement", where: ["quantity": 4]) {
            $0["command"] = "j90"
            $0["sequence"].number += 1
            $0["stock"].number += 4
        }
        try history.expect(.wrongRowCount)
    }

    @Test("Two journal entries with one identifier are a wrong number of rows")
    func repeatedJournalEntry() throws {
        var shop = Shop()
        _ = shop.ledger.execute(.addCustomer("c1", limit: 10), key: "old")
        var history = shop.history
        try history.copy("command", where: [:])
        try history.expect(.wrongRowCount)
    }

    @Test("A row without a journal entry is a wrong number of rows")
    func rowWithoutCommand() throws {
        var shop = smallShop()
        _ = shop.ledger.execute(.payment("c1", 3), key: "other")
        var history = shop.history
        try history.remove("command", where: ["key": "other"])
        try history.expect(.wrongRowCount)
    }

    @Test(
        "Two attempts that return different receipts break receipts-differ",
        arguments: ["number", "balance", "available", "entry"])
    func differentReceipts(field: String) throws {
        var history = history()
        try history.edit("returned", where: ["at": 2300]) { $0["receipt"][field].number += 1 }
        try history.expect(.receiptsDiffer)
    }

    @Test(
        "A receipt whose figure is not that of the rows differs from the facts",
        arguments: [
            (2500, "entry"), (2500, "balance"), (2500, "amount"), (2700, "refund"), (2700, "total"),
            (2700, "entry"),
            (2700, "balance"), (2900, "previous"), (2900, "limit"), (2900, "balance"), (3500, "amount"),
        ] as [(Int64, String)])
    func wrongReceipt(time: Int64, field: String) throws {
        var history = history()
        try history.edit("returned", where: ["at": .integer(time)]) { $0["receipt"][field].number += 1 }
        try history.expect(.receiptDiffersFromFacts)
    }

    @Test("Rows that are not what the request asked for differ from the facts")
    func wrongRows() throws {
        var changed = history()
        try changed.edit("order", where: ["id": "o1"]) { $0["lines"][0]["price"].number += 1 }
        try changed.expect(.receiptDiffersFromFacts)
        changed = history()
        try changed.edit("order", where: ["id": "o1"]) {
            $0["lines"][0]["quantity"] = 1
            $0["lines"][1]["quantity"] = 2
        }
        try changed.expect(.receiptDiffersFromFacts)
        changed = history()
        try changed.edit("refund", where: ["number": 1]) { $0["lines"][0]["amount"].number -= 1 }
        try changed.expect(.receiptDiffersFromFacts)
        changed = history()
        try changed.edit("movement", where: ["quantity": 4]) { $0["kind"] = "adjustment" }
        try changed.expect(.receiptDiffersFromFacts)
        changed = history()
        try changed.edit("entry", where: ["kind": "payment"]) { $0["kind"] = "adjustment" }
        try changed.expect(.receiptDiffersFromFacts)
    }

    @Test("A cancellation that leaves units differs from the facts")
    func incompleteCancellation() throws {
        var shop = smallShop()
        shop.call(.purchase("c1", [.init(3, "p1")], order: "o1"), key: "k1")
        shop.call(.refund("o1", [.init(1, line: 1)]), key: "k2")
        var history = shop.history
        try history.edit("command", where: ["key": "k2"]) { $0["kind"] = "cancel" }
        try history.edit("invoked", where: ["key": "k2"]) {
            $0["request"] = ["kind": "cancel", "order": "o1"]
        }
        try history.expect(.receiptDiffersFromFacts)
    }

    @Test("The balance of a receipt without an entry is one that the customer had")
    func balanceWithoutEntry() throws {
        var shop = smallShop(price: 0)
        shop.call(.payment("c1", 5), key: "k1")
        shop.call(.purchase("c1", [.init(1, "p1")], order: "o1"), key: "k2", at: 2000...2100)
        shop.call(.cancel("o1"), key: "k3", at: 2200...2300)
        shop.call(.payment("c1", 5), key: "k4")
        try shop.history.expectNoViolation()
        for time: Int64 in [2100, 2300] {
            var history = shop.history
            try history.edit("returned", where: ["at": .integer(time)]) { $0["receipt"]["balance"] = 0 }
            try history.expect(.receiptDiffersFromFacts)
        }
    }
}
