import HistoryChecker
import Testing

@Suite("Rule 13: one order of everything")
struct CycleRuleTests {
    @Test("Two readers that observe two independent payments in opposite orders form a cycle")
    func longFork() throws {
        var base = smallShop()
        base.call(.addCustomer("c2", limit: 0), key: "customer2")
        var early = base
        early.call(.payment("c1", 5), key: "k1", at: 2000...2900)
        early.read(.customer("c1"), at: 2100...2200, process: "w2")
        early.read(.customer("c2"), at: 2300...2400, process: "w2")
        try early.history.expectNoViolation()
        // The second reader observes the second payment, and not the first.
        var late = base
        late.call(.payment("c2", 6), key: "k2", at: 2000...2900, process: "w3")
        late.read(.customer("c2"), at: 2100...2200, process: "w4")
        late.read(.customer("c1"), at: 2300...2400, process: "w4")
        try late.history.expectNoViolation()
        early.call(.payment("c2", 6), key: "k2", at: 2000...2900, process: "w3")
        var history = early.history
        history.lines += late.lines.filter { $0["process"] == "w4" || $0["result"] != nil }
        try history.expect(.cycle)
    }

    @Test("Two purchases whose orders and movements are in opposite orders form a cycle")
    func oppositeChains() throws {
        var shop = smallShop()
        shop.call(.purchase("c1", [.init(1, "p1")], order: "o1"), key: "k1", at: 2000...2900)
        shop.call(.purchase("c1", [.init(1, "p1")], order: "o2"), key: "k2", at: 2000...2900, process: "w2")
        var history = shop.history
        try history.edit("order", where: ["id": "o1"]) { $0["number"] = 2 }
        try history.edit("order", where: ["id": "o2"]) { $0["number"] = 1 }
        for index in history.lines.indices where history.lines[index]["receipt"]["order"] == "o1" {
            history.lines[index]["receipt"]["number"] = 2
        }
        for index in history.lines.indices where history.lines[index]["receipt"]["order"] == "o2" {
            history.lines[index]["receipt"]["number"] = 1
        }
        let report = try history.check()
        #expect(report.violations.map(\.rule) == [.cycle], "\(report.text())")
        #expect(report.violations.first?.evidence.count == 2)
    }

    @Test("A change of price between a read and a purchase in two different orders forms a cycle")
    func priceAndStock() throws {
        var shop = smallShop()
        // The purchase observes the new price, but its movement precedes a movement that was read with the old one.
        shop.call(.goods("p1", 5), key: "k1", at: 2000...2900)
        shop.read(.product("p1"), at: 2000...2900, process: "w2")
        shop.call(.price("p1", 20), key: "k2", at: 2000...2900, process: "w3")
        shop.call(.purchase("c1", [.init(1, "p1")], order: "o1"), key: "k3", at: 2000...2900, process: "w4")
        var history = shop.history
        try history.expectNoViolation()
        try history.edit("movement", where: ["sequence": 2]) {
            $0["sequence"] = 3
            $0["stock"] = 104
        }
        try history.edit("movement", where: ["kind": "sale"]) {
            $0["sequence"] = 2
            $0["stock"] = 99
        }
        try history.edit("returned", where: ["call": "w1-3"]) {
            $0["receipt"]["movement"] = 3
            $0["receipt"]["stock"] = 104
        }
        try history.edit("returned", where: ["outcome": "read"]) {
            $0["result"]["movements"] = 3
            $0["result"]["stock"] = 104
        }
        try history.expect(.cycle)
    }

    @Test("A rejection that observed a later state than its own command's effect forms a cycle")
    func rejectionAfterItsCommand() throws {
        var shop = smallShop(stock: 1)
        shop.call(.goods("p1", 1), key: "k1", at: 2000...2900)
        shop.call(.purchase("c1", [.init(2, "p1")], order: "o1"), key: "k2", at: 2000...2900, process: "w2")
        shop.call(.stock("p1", 1), key: "k3", at: 2000...2900, process: "w3")
        // With stock 1 after the purchase, another attempt is rejected although the command was carried out.
        shop.call(.purchase("c1", [.init(2, "p1")], order: "o1"), key: "k2", at: 2000...2900, process: "w4")
        var history = shop.history
        try history.edit("returned", where: ["call": "w4-6"]) {
            $0["outcome"] = "rejected"
            $0["receipt"] = nil
            $0["rejection"] = [
                "reason": "insufficient", "shortages": [["product": "p1", "requested": 2, "available": 0]],
            ]
        }
        try history.expect(.cycle)
    }
}
