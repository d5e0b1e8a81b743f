import HistoryChecker
import Testing

@Suite("Rules 10 to 12: reads, rejections and prices")
struct MomentRuleTests {
    @Test("A read of a state that had ended before is a read of no moment")
    func staleRead() throws {
        var shop = smallShop()
        shop.read(.customer("c1"), at: 2200...2300)
        shop.call(.payment("c1", 5), key: "k1", at: 2000...2100)
        try shop.history.expect(.readOfNoMoment)
        shop = smallShop()
        shop.read(.product("p1"), at: 2200...2300)
        shop.call(.price("p1", 5), key: "k1", at: 2000...2100)
        try shop.history.expect(.readOfNoMoment)
        shop = smallShop()
        shop.read(.product("p1"), at: 2200...2300)
        shop.call(.sku("p1", "s5"), key: "k1", at: 2000...2100)
        try shop.history.expect(.readOfNoMoment)
    }

    @Test("A read of a state that began after its return is a read of no moment")
    func earlyRead() throws {
        var shop = smallShop()
        shop.call(.purchase("c1", [.init(1, "p1")], order: "o1"), key: "k1", at: 2200...2300)
        shop.read(.order("o1"), at: 2000...2100)
        try shop.history.expect(.readOfNoMoment)
        shop = smallShop()
        shop.call(.price("p1", 5), key: "k1", at: 2200...2300)
        shop.read(.product("p1"), at: 2000...2100)
        try shop.history.expect(.readOfNoMoment)
    }

    @Test("A read of an absent row that exists, or of a row that never existed, is a read of no moment")
    func absentRow() throws {
        var shop = Shop()
        shop.read(.customer("c1"), at: 2200...2300)
        shop.call(.addCustomer("c1", limit: 0), key: "k1", at: 2000...2100)
        try shop.history.expect(.readOfNoMoment)
        shop = smallShop()
        shop.read(.customer("c1"))
        var history = shop.history
        let index = try #require(history.lines.firstIndex { $0["outcome"] == "read" })
        try history.edit("invoked", where: ["call": history.lines[index]["call"]]) {
            $0["request"]["customer"] = "c7"
        }
        try history.expect(.readOfNoMoment)
    }

    @Test(
        "A read with a figure that its row never had is a read of no moment",
        arguments: [
            "balance", "limit", "orders", "sequence", "stock", "movements", "price", "number", "total",
            "refunds",
        ])
    func wrongFigure(field: String) throws {
        var shop = smallShop()
        shop.call(.purchase("c1", [.init(4, "p1")], order: "o1"), key: "k1")
        shop.call(.refund("o1", [.init(1, line: 1)]), key: "k2")
        shop.read(.customer("c1"))
        shop.read(.product("p1"))
        shop.read(.order("o1"))
        var history = shop.history
        let index = try #require(
            history.lines.firstIndex { $0["outcome"] == "read" && $0["result"][field] != nil })
        history.lines[index]["result"][field].number += 1
        try history.expect(.readOfNoMoment)
    }

    @Test("Figures that were true at different moments only are a read of no moment")
    func neverTogether() throws {
        var shop = smallShop()
        shop.call(.goods("p1", 1), key: "k1", at: 2000...2100)
        shop.call(.price("p1", 20), key: "k2", at: 2200...2300)
        shop.read(.product("p1"), at: 1900...2400)
        var history = shop.history
        try history.expectNoViolation()
        let index = try #require(history.lines.firstIndex { $0["outcome"] == "read" })
        history.lines[index]["result"]["stock"] = 100
        history.lines[index]["result"]["movements"] = 1
        try history.expect(.readOfNoMoment)
    }

    @Test("A rejection that states an older stock, balance or limit is a rejection of no moment")
    func staleRejection() throws {
        var shop = smallShop(stock: 1)
        shop.call(.purchase("c1", [.init(2, "p1")]), key: "k1", at: 2200...2300)
        shop.call(.goods("p1", 1), key: "k2", at: 2000...2100)
        try shop.history.expect(.rejectionOfNoMoment)
        shop = smallShop(limit: 10)
        shop.call(.purchase("c1", [.init(2, "p1")]), key: "k1", at: 2200...2300)
        shop.call(.payment("c1", 50), key: "k2", at: 2000...2100)
        try shop.history.expect(.rejectionOfNoMoment)
        shop = smallShop(stock: 1)
        shop.call(.stock("p1", -2), key: "k1", at: 2200...2300)
        shop.call(.goods("p1", 1), key: "k2", at: 2000...2100)
        try shop.history.expect(.rejectionOfNoMoment)
    }

    @Test("A rejection of a customer, product or order that existed is a rejection of no moment")
    func existingRows() throws {
        let requests: [ShopRequest] = [
            .payment("c2", 1), .purchase("c1", [.init(1, "p2")]), .goods("p2", 1), .cancel("o2"),
            .reversal("c1", 2),
        ]
        for request in requests {
            var shop = smallShop()
            shop.call(request, key: "k1", at: 3000...3100)
            shop.call(.payment("c1", 2), key: "k5", at: 2000...2100)
            shop.call(.addCustomer("c2", limit: 100), key: "k2", at: 2000...2100)
            shop.call(.addProduct("p2", sku: "s2", price: 1, stock: 0), key: "k3", at: 2000...2100)
            shop.call(.purchase("c2", [.init(1, "p1")], order: "o2"), key: "k4", at: 2200...2300)
            try shop.history.expect(.rejectionOfNoMoment)
        }
    }

    @Test("A rejection because of a row that did not exist is a rejection of no moment")
    func missingRows() throws {
        var base = smallShop()
        base.call(.purchase("c1", [.init(1, "p1")], order: "o1"), key: "k1", at: 2500...2600)
        base.call(.payment("c1", 4), key: "k2", at: 2500...2600)
        base.call(.cancel("o1"), key: "k3", at: 2700...2800)
        base.call(.reversal("c1", 3), key: "k4", at: 2700...2800)
        base.call(.addProduct("p2", sku: "s2", price: 1, stock: 0), key: "k5", at: 2700...2800)
        base.call(.addCustomer("c2", limit: 5, reference: "r2"), key: "k6", at: 2700...2800)
        let requests: [ShopRequest] = [
            .cancel("o1"), .reversal("c1", 3), .addProduct("p2", sku: "s9", price: 1, stock: 0),
            .addProduct("p3", sku: "s2", price: 1, stock: 0), .sku("p1", "s2"), .addCustomer("c2", limit: 1),
            .addCustomer("c3", limit: 1, reference: "r2"), .refund("o1", [.init(1, line: 1)]),
        ]
        for request in requests {
            var shop = base
            shop.call(request, key: "k9", at: 2300...2400)
            try shop.history.expect(.rejectionOfNoMoment)
        }
    }

    @Test("A rejection whose figures contradict the request is a rejection of no moment")
    func contradictions() throws {
        var shop = smallShop(limit: 10, stock: 1)
        shop.call(.purchase("c1", [.init(2, "p1")]), key: "k1", at: 2000...2100)
        shop.call(.stock("p1", -2), key: "k2", at: 2200...2300)
        let base = shop.history
        for change: (inout JSONValue) -> Void in [
            { $0["shortages"][0]["requested"] = 3 }, { $0["shortages"][0]["available"] = 2 },
            { $0["credit"]["required"] = 10 }, { $0["credit"]["required"] = 21 },
            { $0["credit"]["required"] = 24 },
            { $0["credit"]["balance"] = 1 }, { $0["credit"]["limit"] = 11 },
        ] {
            var history = base
            try history.edit("returned", where: ["at": 2100]) { change(&$0["rejection"]) }
            try history.expect(.rejectionOfNoMoment)
        }
        var history = base
        try history.edit("returned", where: ["at": 2300]) { $0["rejection"]["requested"] = 3 }
        try history.expect(.rejectionOfNoMoment)
    }

    @Test("A rejection after an attempt with the same key had succeeded is a rejection of no moment")
    func rejectedAfterSuccess() throws {
        var shop = smallShop()
        shop.call(.payment("c1", 5), key: "k1", at: 2000...2100)
        shop.call(.payment("c1", 5), key: "k1", at: 2200...2300)
        var history = shop.history
        try history.edit("returned", where: ["at": 2300]) {
            $0["outcome"] = "rejected"
            $0["rejection"] = ["reason": "other"]
        }
        try history.expect(.rejectionOfNoMoment)
    }

    @Test("An order with a price that had been replaced breaks the rule of registers")
    func stalePrice() throws {
        var shop = smallShop()
        shop.call(.purchase("c1", [.init(1, "p1")]), key: "k1", at: 2200...2300)
        shop.call(.price("p1", 20), key: "k2", at: 2000...2100)
        try shop.history.expect(.register)
    }

    @Test("A change that replaced an older price than the current one breaks the rule of registers")
    func lostChange() throws {
        var shop = smallShop()
        shop.call(.price("p1", 20), key: "k1", at: 2000...2100)
        shop.call(.price("p1", 30), key: "k2", at: 2200...2300)
        var history = shop.history
        try history.edit("returned", where: ["at": 2300]) { $0["receipt"]["previous"] = 10 }
        try history.expect(.register)
        // The same with overlapping calls: both changes replaced the same price.
        try history.edit("invoked", where: ["at": 2200]) { $0["at"] = 2000 }
        try history.expect(.register)
    }

    @Test("A price that no change set breaks the rule of registers")
    func inventedPrice() throws {
        for isOld in [false, true] {
            var shop = Shop()
            if isOld {
                _ = shop.ledger.execute(.addProduct("p1", sku: "s1", price: 10, stock: 9), key: "old")
            } else {
                shop.call(.addProduct("p1", sku: "s1", price: 10, stock: 9), key: "new")
            }
            shop.call(.addCustomer("c1", limit: 100), key: "k1")
            shop.call(.purchase("c1", [.init(1, "p1")]), key: "k2")
            shop.ledger.products["p1"]?.price = 12
            shop.call(.purchase("c1", [.init(1, "p1")]), key: "k3")
            shop.ledger.products["p1"]?.price = 10
            try shop.history.expect(.register)
        }
    }

    @Test(
        "A final price, SKU or payment term that was not set last breaks the rule of registers",
        arguments: [("product", "price"), ("product", "sku"), ("business", "terms")])
    func finalValue(type: String, field: String) throws {
        var shop = smallShop()
        shop.call(.terms(5), key: "k1")
        shop.call(.terms(6), key: "k2")
        shop.call(.price("p1", 5), key: "k3")
        shop.call(.sku("p1", "s5"), key: "k4")
        var history = shop.history
        let old: JSONValue = field == "price" ? 10 : field == "sku" ? "s1" : 5
        try history.edit(type, where: [:]) { $0[field] = old }
        try history.expect(.register)
    }

    @Test("Prices that are set repeatedly cause no false violation")
    func repeatedPrices() throws {
        var shop = smallShop()
        for round in 0..<6 {
            shop.call(.price("p1", round % 2 == 0 ? 20 : 10), key: "k\(round)")
            shop.call(.price("p1", round % 2 == 0 ? 20 : 10), key: "l\(round)")
            shop.call(.purchase("c1", [.init(1, "p1")]), key: "m\(round)")
            shop.read(.product("p1"))
        }
        try shop.history.expectNoViolation()
    }
}
