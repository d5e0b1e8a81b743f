import HistoryChecker
import Testing

@Suite("Rules 7 to 9: keys and chains")
struct KeyAndChainRuleTests {
    @Test("Two requests that were accepted under one key break the rule of keys")
    func twoRequests() throws {
        var shop = smallShop()
        shop.call(.payment("c1", 5), key: "k1")
        shop.call(.payment("c1", 6), key: "k2")
        var history = shop.history
        try history.edit("invoked", where: ["key": "k2"]) { $0["key"] = "k1" }
        try history.edit("command", where: ["key": "k2"]) { $0["key"] = "k1" }
        try history.expect(.keyOfTwoRequests)
    }

    @Test("The outcome keyReused without another request under the key breaks the rule of keys")
    func reuseWithoutReason() throws {
        var shop = smallShop()
        shop.call(.payment("c1", 5), key: "k1", ending: .notCommitted)
        shop.call(.payment("c1", 6), key: "k2", at: 2000...2100, ending: .lost)
        shop.call(.payment("c1", 7), key: "k2", at: 2200...2300, ending: .lost)
        var history = shop.history
        try history.edit("returned", where: ["outcome": "notCommitted"]) { $0["outcome"] = "keyReused" }
        try history.expect(.keyOfTwoRequests)
        history = shop.history
        try history.edit("returned", where: ["at": 2300]) { $0["outcome"] = "keyReused" }
        try history.expect(.keyOfTwoRequests)
    }

    @Test("The outcome keyReused before the other request was invoked breaks the rule of keys")
    func reuseTooEarly() throws {
        var shop = smallShop()
        shop.call(.payment("c1", 6), key: "k1", at: 2200...2300)
        shop.call(.payment("c1", 7), key: "k1", at: 2000...2100)
        try shop.history.expect(.keyOfTwoRequests)
    }

    @Test("The outcome keyReused is right if another request was carried out or was unknown")
    func reuseWithReason() throws {
        var shop = smallShop()
        shop.call(.payment("c1", 6), key: "k1", at: 2000...2300, ending: .unknown)
        shop.call(.payment("c1", 7), key: "k1", at: 2000...2100)
        shop.call(.payment("c1", 8), key: "k1", at: 2400...2500)
        try shop.history.expectNoViolation()
    }

    @Test("Of two unknown requests under one key, the one that fits the rows was carried out")
    func twoUnknownRequests() throws {
        var shop = smallShop()
        shop.call(.payment("c1", 6), key: "k1", ending: .lost)
        shop.call(.payment("c1", 7), key: "k1", ending: .unknown)
        shop.call(.payment("c1", 8), key: "k1", ending: .unknown)
        shop.read(.customer("c1"))
        try shop.history.expectNoViolation()
    }

    /// Returns rows that were stored before the calls; no receipt states their figures.
    private func olderRows() -> TestHistory {
        var shop = Shop()
        let commands: [ShopRequest] = [
            .addCustomer("c1", limit: 100), .addProduct("p1", sku: "s1", price: 10, stock: 20),
            .purchase("c1", [.init(3, "p1")], order: "o1"), .payment("c1", 5),
            .refund("o1", [.init(2, line: 1)]), .purchase("c1", [.init(1, "p1")], order: "o2"),
            .refund("o1", [.init(1, line: 1)]), .limit("c1", 200), .reversal("c1", 3),
        ]
        for (index, command) in commands.enumerated() { _ = shop.ledger.execute(command, key: "k\(index)") }
        shop.read(.order("o2"))
        return shop.history
    }

    @Test(
        "A row that does not follow from the row before breaks its chain",
        arguments: [
            ("entry", "sequence"), ("entry", "balance"), ("entry", "limit"), ("entry", "amount"),
            ("movement", "sequence"), ("movement", "stock"), ("movement", "quantity"), ("order", "number"),
            ("refund", "number"), ("customer", "orders"), ("product", "stock"), ("product", "movements"),
        ])
    func brokenChain(type: String, field: String) throws {
        var history = olderRows()
        let index = try #require(history.lines.lastIndex { $0["type"] == .string(type) })
        history.lines[index][field].number += 1
        try history.expect(.chainBroken)
    }

    @Test("A missing row of a customer or a product breaks the chains", arguments: ["customer", "product"])
    func missingEntity(type: String) throws {
        var history = olderRows()
        try history.remove(type, where: [:])
        try history.expect(.chainBroken)
    }

    @Test("A charge above the limit breaks the chain")
    func chargeAboveLimit() throws {
        var history = olderRows()
        for index in history.lines.indices where history.lines[index]["limit"] == 100 {
            history.lines[index]["limit"] = 20
        }
        try history.expect(.chainBroken)
    }

    @Test("A line that was refunded beyond its quantity breaks the chain")
    func refundedTooMuch() throws {
        var history = olderRows()
        try history.edit("order", where: ["id": "o1"]) { $0["lines"][0]["quantity"] = 2 }
        try history.expect(.chainBroken)
    }

    @Test("A second reversal of a payment breaks the chain")
    func secondReversal() throws {
        var history = olderRows()
        try history.copy("command", where: ["kind": "reversal"]) {
            $0["id"] = "j90"
            $0["key"] = "k90"
        }
        try history.copy("entry", where: ["kind": "reversal"]) {
            $0["command"] = "j90"
            $0["sequence"].number += 1
            $0["balance"].number += 5
        }
        try history.expect(.chainBroken)
    }

    @Test("A stock below zero breaks the chain")
    func negativeStock() throws {
        var shop = Shop()
        _ = shop.ledger.execute(.addProduct("p1", sku: "s1", price: 1, stock: 2), key: "k1")
        _ = shop.ledger.execute(.stock("p1", -2), key: "k2")
        var history = shop.history
        try history.edit("movement", where: ["sequence": 2]) {
            $0["quantity"] = -3
            $0["stock"] = -1
        }
        try history.edit("product", where: [:]) { $0["stock"] = -1 }
        try history.expect(.chainBroken)
    }

    @Test("A row before the row of a command that had returned earlier breaks real time")
    func swappedCommands() throws {
        var shop = smallShop()
        shop.call(.payment("c1", 5), key: "k1", at: 2200...2300)
        shop.call(.payment("c1", 6), key: "k2", at: 2000...2100)
        try shop.history.expect(.realTime)
        shop = smallShop()
        shop.call(.purchase("c1", [.init(1, "p1")]), key: "k1", at: 2200...2300)
        shop.call(.goods("p1", 5), key: "k2", at: 2150...2250)
        shop.call(.stock("p1", 5), key: "k3", at: 2000...2100)
        try shop.history.expect(.realTime)
    }

    @Test("An unknown command may commit long after its return, but not before its invocation")
    func unknownCommands() throws {
        var shop = smallShop()
        shop.call(.payment("c1", 5), key: "k1", at: 2200...2300)
        shop.call(.payment("c1", 6), key: "k2", at: 2000...2100, ending: .unknown)
        shop.call(.payment("c1", 7), key: "k3", at: 2000...2000, process: "w2", ending: .killed)
        try shop.history.expectNoViolation()
        shop.call(.payment("c1", 5), key: "k4", at: 2600...2700, process: "w3", ending: .killed)
        shop.call(.payment("c1", 8), key: "k5", at: 2400...2500)
        try shop.history.expect(.realTime)
    }

    @Test("A replay commits between the first possible invocation and the first success")
    func replays() throws {
        var shop = smallShop()
        shop.call(.payment("c1", 5), key: "k1", at: 2000...2100, ending: .unknown)
        shop.call(.payment("c1", 5), key: "k1", at: 2500...2600)
        shop.call(.payment("c1", 6), key: "k2", at: 2200...2300)
        try shop.history.expectNoViolation()
        var history = shop.history
        // Now only the second attempt can have committed, and it was invoked too late.
        try history.edit("returned", where: ["outcome": "unknown"]) { $0["outcome"] = "notCommitted" }
        try history.expect(.realTime)
    }
}
