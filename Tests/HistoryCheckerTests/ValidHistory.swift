/// A correct history of three processes with every kind of request, most outcomes and overlapping calls.
func validHistory() -> TestHistory {
    var shop = Shop()
    shop.call(.addCustomer("c1", limit: 10_000, reference: "r1"), key: "a1")
    shop.call(.addCustomer("c2", limit: 5000, reference: "r2"), key: "a2")
    shop.call(.addCustomer("c3", limit: 5000, reference: "r2"), key: "a3")
    shop.call(.addProduct("p1", sku: "s1", price: 100, stock: 50), key: "a4")
    shop.call(.addProduct("p2", sku: "s2", price: 250, stock: 0), key: "a5")
    shop.call(.addProduct("p3", sku: "s3", price: 0, stock: 9), key: "a6")
    shop.call(.addProduct("p1", sku: "s4", price: 100, stock: 1), key: "a7")
    shop.read(.product("p2"))
    shop.read(.order("o1"))
    buy(&shop)
    retry(&shop)
    correct(&shop)
    shop.read(.customer("c1"))
    shop.read(.customer("c2"))
    shop.read(.product("p1"))
    return shop.history
}

/// Purchases of two processes that overlap, and the rejections of stock and credit.
private func buy(_ shop: inout Shop) {
    shop.call(.goods("p2", 20), key: "g1", at: 2000...2100)
    shop.call(
        .purchase("c1", [.init(2, "p1"), .init(3, "p2"), .init(1, "p1")], order: "o1"), key: "b1",
        at: 2200...2400)
    shop.call(.purchase("c2", [.init(4, "p1")], order: "o2"), key: "b2", at: 2150...2500, process: "w2")
    shop.read(.customer("c1"), at: 2300...2420, process: "w2", task: 2)
    shop.call(.price("p1", 110), key: "q1", at: 2350...2600, process: "w3")
    shop.call(.purchase("c2", [.init(5, "p1")], order: "o3"), key: "b3", at: 2510...2700, process: "w2")
    shop.call(.purchase("c1", [.init(60, "p1")]), key: "b4", at: 2610...2800)
    shop.call(.purchase("c2", [.init(18, "p2")]), key: "b5", at: 2710...2800, process: "w2")
    shop.call(.purchase("c2", [.init(17, "p2")]), key: "b6", at: 2810...2900, process: "w2")
    shop.call(.purchase("c1", [.init(2, "p3")], order: "o4"), key: "b7", at: 2810...2900)
    shop.call(.purchase("c9", [.init(1, "p1")]), key: "b8", at: 2910...2950)
    shop.call(.purchase("c1", [.init(1, "p9")]), key: "b9", at: 2960...3000)
    shop.read(.order("o1"), at: 2910...3000, process: "w2")
}

/// Unknown outcomes, killed processes and retries.
private func retry(_ shop: inout Shop) {
    shop.call(.payment("c1", 300), key: "y1", at: 3100...3200, ending: .unknown)
    shop.call(.payment("c1", 300), key: "y1", at: 3210...3300)
    shop.call(.payment("c1", 300), key: "y1", at: 3210...3310, process: "w2")
    shop.call(.payment("c2", 50), key: "y2", at: 3210...3400, process: "w3", ending: .lost)
    shop.call(.payment("c2", 50), key: "y2", at: 3410...3450, process: "w3", ending: .notCommitted)
    shop.call(.payment("c2", 50), key: "y2", at: 3460...3500, process: "w3")
    shop.call(.payment("c2", 51), key: "y2", at: 3510...3550, process: "w3")
    shop.call(.goods("p1", 7), key: "y3", at: 3510...3600, ending: .committed)
    shop.call(.purchase("c1", [.init(1, "p1")]), key: "y4", at: 3600...3601, process: "w4", ending: .killed)
    shop.call(
        .purchase("c1", [.init(2, "p1")]), key: "y5", at: 3600...3601, process: "w4", task: 2,
        ending: .killedEarly)
    shop.end("w4", at: 3650)
    shop.call(.purchase("c1", [.init(1, "p1")]), key: "y4", at: 3700...3800)
    shop.call(.purchase("c1", [.init(2, "p1")]), key: "y5", at: 3700...3800, task: 2)
    shop.call(.limit("c2", 1000), key: "y6", at: 3700...3750, process: "w2", ending: .unknown)
}

/// Refunds, cancellations, reversals and other changes.
private func correct(_ shop: inout Shop) {
    shop.call(
        .refund("o1", [.init(1, line: 1), .init(2, line: 2, restock: false)]), key: "f1", at: 4000...4100)
    shop.call(.refund("o1", [.init(9, line: 1)]), key: "f2", at: 4110...4200)
    shop.call(.cancel("o1"), key: "f3", at: 4210...4300, process: "w2")
    shop.call(.cancel("o1"), key: "f4", at: 4310...4400, process: "w2")
    shop.call(.refund("o4", [.init(1, line: 1)]), key: "f5", at: 4310...4400)
    shop.call(.refund("o9", [.init(1, line: 1)]), key: "f6", at: 4410...4420)
    shop.call(.reversal("c1", 3), key: "f7", at: 4410...4500, process: "w2")
    shop.call(.reversal("c1", 3), key: "f8", at: 4510...4600, process: "w2")
    shop.call(.reversal("c1", 1), key: "f9", at: 4510...4600)
    shop.call(.stock("p1", -3), key: "h1", at: 4610...4700)
    shop.call(.stock("p1", -500), key: "h2", at: 4710...4800)
    shop.call(.sku("p1", "s9"), key: "h3", at: 4810...4900)
    shop.call(.sku("p2", "s9"), key: "h4", at: 4910...5000)
    shop.call(.terms(14), key: "h5", at: 4910...5000, process: "w2")
    shop.call(.terms(21), key: "h6", at: 5010...5100, process: "w2")
    shop.call(.limit("c1", 9000), key: "h7", at: 5010...5100)
    shop.call(.price("p1", 120), key: "h8", at: 5010...5200, process: "w3")
}
