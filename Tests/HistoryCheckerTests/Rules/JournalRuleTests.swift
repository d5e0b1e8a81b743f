import HistoryChecker
import Testing

/// A customer and a product, with which most tests begin.
func smallShop(limit: Int64 = 1000, price: Int64 = 10, stock: Int64 = 100) -> Shop {
    var shop = Shop()
    shop.call(.addCustomer("c1", limit: limit), key: "customer")
    shop.call(.addProduct("p1", sku: "s1", price: price, stock: stock), key: "product")
    return shop
}

@Suite("Rules 1 to 3: commands and the journal")
struct JournalRuleTests {
    private func paidShop() -> Shop {
        var shop = smallShop()
        shop.call(.payment("c1", 50), key: "k1")
        shop.call(.payment("c1", 60), key: "k2")
        shop.read(.customer("c1"))
        return shop
    }

    @Test("An accepted command without a journal entry is a receipt without facts")
    func noJournalEntry() throws {
        var history = paidShop().history
        try history.remove("command", where: ["key": "k1"])
        try history.expect(.receiptWithoutFacts)
    }

    @Test("A committed command without any row is a receipt without facts")
    func committedWithoutRows() throws {
        var shop = smallShop()
        shop.call(.payment("c1", 50), key: "k1", ending: .lost)
        var history = shop.history
        try history.edit("returned", where: ["outcome": "unknown"]) { $0["outcome"] = "committed" }
        try history.expect(.receiptWithoutFacts)
    }

    @Test("An accepted command with a journal entry of another kind is a receipt without facts")
    func wrongKind() throws {
        var history = paidShop().history
        try history.edit("command", where: ["key": "k1"]) { $0["kind"] = "refund" }
        try history.expect(.receiptWithoutFacts)
    }

    @Test("An accepted command with two journal entries is a receipt without facts")
    func twoJournalEntries() throws {
        var history = paidShop().history
        try history.copy("command", where: ["key": "k1"]) { $0["id"] = "other" }
        try history.expect(.receiptWithoutFacts)
    }

    @Test("Facts of an attempt that returned notCommitted are facts after a failure")
    func factsAfterNotCommitted() throws {
        var history = paidShop().history
        try history.edit("returned", where: ["call": "w1-3"]) { $0["outcome"] = "notCommitted" }
        try history.expect(.factsAfterFailure)
    }

    @Test("Facts of an attempt that was rejected are facts after a failure")
    func factsAfterRejection() throws {
        var history = paidShop().history
        try history.edit("returned", where: ["call": "w1-3"]) {
            $0["outcome"] = "rejected"
            $0["rejection"] = ["reason": "other"]
        }
        try history.expect(.factsAfterFailure)
    }

    @Test("Facts of another kind than the unknown request are facts after a failure")
    func factsOfAnotherKind() throws {
        var shop = smallShop()
        shop.call(.payment("c1", 50), key: "k1", ending: .unknown)
        var history = shop.history
        try history.edit("command", where: ["key": "k1"]) { $0["kind"] = "goods" }
        try history.expect(.factsAfterFailure)
    }

    @Test(
        "An unknown attempt that committed although a later attempt was rejected breaks facts-after-rejection"
    )
    func unknownThenRejected() throws {
        var shop = smallShop()
        shop.call(.payment("c1", 50), key: "k1", at: 2000...2100, ending: .unknown)
        shop.call(.payment("c1", 50), key: "k1", at: 2200...2300)
        var history = shop.history
        try history.edit("returned", where: ["at": 2300]) {
            $0["outcome"] = "rejected"
            $0["rejection"] = ["reason": "other"]
        }
        try history.expect(.factsAfterRejection)
    }

    /// Returns a history of a killed process whose command was carried out and also rejected.
    private func killedThenRejected(secondProcess: String, end: Int64?) throws -> TestHistory {
        var shop = smallShop()
        shop.call(.payment("c1", 50), key: "k1", at: 2000...2001, process: "w2", ending: .killed)
        if let end { shop.end("w2", at: end) }
        shop.call(.payment("c1", 50), key: "k1", at: 2200...2300, process: secondProcess)
        var history = shop.history
        try history.edit("returned", where: ["at": 2300]) {
            $0["outcome"] = "rejected"
            $0["rejection"] = ["reason": "other"]
        }
        return history
    }

    @Test(
        "An attempt of a killed process has ended when its process has, or when its task makes another call")
    func killedThenRejected() throws {
        try killedThenRejected(secondProcess: "w1", end: 2100).expect(.factsAfterRejection)
        try killedThenRejected(secondProcess: "w2", end: nil).expect(.factsAfterRejection)
    }

    @Test("An attempt that may still have run when another was rejected may commit later")
    func rejectedInFlight() throws {
        try killedThenRejected(secondProcess: "w1", end: nil).expectNoViolation()
        try killedThenRejected(secondProcess: "w1", end: 2250).expectNoViolation()
    }

    @Test("A rejected attempt, or one that did not commit, may be followed by an accepted attempt")
    func rejectedThenAccepted() throws {
        var shop = smallShop(stock: 1)
        shop.call(.purchase("c1", [.init(2, "p1")]), key: "k1", ending: .lost)
        shop.call(.purchase("c1", [.init(2, "p1")]), key: "k1")
        shop.call(.goods("p1", 1), key: "k2")
        shop.call(.purchase("c1", [.init(2, "p1")]), key: "k1", ending: .notCommitted)
        shop.call(.purchase("c1", [.init(2, "p1")]), key: "k1")
        try shop.history.expectNoViolation()
    }
}
