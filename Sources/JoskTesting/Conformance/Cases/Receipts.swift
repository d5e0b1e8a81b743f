import JoskLedger

extension StoreConformance {
    static let receipts = [
        ConformanceCase("The receipt of each kind of command names its ledger entry and can be verified") {
            bench in
            let shop = try await Shop.open(on: bench.store, creditLimit: 10_000, stock: 10)
            let (tenant, ada) = (shop.tenant, shop.customers[0])
            let posted = try await receipts(in: shop)
            let entries = try await tenant.ledgerEntries(of: ada, page: .ascending()).elements
            try expectEqual(
                posted.map(\.postedEntry), entries.dropFirst().map { PostedEntry($0) },
                "the entries that the receipts name")
            for receipt in posted { try await expectVerification(of: receipt, in: shop, .recorded) }
            let added = try await tenant.addCustomer(name: "Bob", creditLimit: .gbp(minorUnits: 1))
            try await expectVerification(of: added, in: shop, .recorded)
        },

        ConformanceCase("A replay's receipt names the entry of the first run") { bench in
            let shop = try await Shop.open(on: bench.store)
            let first = try await shop.tenant.recordPayment(
                of: .gbp(minorUnits: 5), by: shop.customers[0], idempotencyKey: "pay")
            try await shop.tenant.recordPayment(of: .gbp(minorUnits: 6), by: shop.customers[0])
            let again = try await shop.elsewhere.tenant.recordPayment(
                of: .gbp(minorUnits: 5), by: shop.customers[0], idempotencyKey: "pay")
            try expectEqual(again, first, "the receipt of the replay")
            try await expectVerification(of: again, in: shop, .recorded)
        },

        ConformanceCase("A verification distinguishes a missing entry, another entry and another business") {
            bench in
            let shop = try await Shop.open(on: bench.store, customers: 2)
            let (ada, bob) = (shop.customers[0], shop.customers[1])
            let receipt = try await shop.tenant.recordPayment(of: .gbp(minorUnits: 5), by: ada)
            let next = try await shop.tenant.recordPayment(of: .gbp(minorUnits: 6), by: ada)
            let hash = receipt.entry.hash
            for sequence in [Int64.min, -1, 0, 4, .max] {
                let kept = PostedEntry(customerID: ada, sequence: sequence, hash: hash)
                try expectEqual(
                    try await shop.tenant.verify(entry: kept), .missing(lastSequence: 3),
                    "verification of entry \(sequence) of 3")
            }
            let entries = try await shop.tenant.ledgerEntries(of: ada, page: .ascending()).elements
            for entry in entries.dropFirst() {
                let other = entry.sequence == next.entry.sequence ? hash : next.entry.hash
                try expectEqual(
                    try await shop.tenant.verify(
                        entry: PostedEntry(customerID: ada, sequence: entry.sequence, hash: other)),
                    .different(entry), "verification of entry \(entry.sequence) with another hash")
            }
            try expectEqual(
                try await shop.tenant.verify(entry: PostedEntry(customerID: bob, sequence: 2, hash: hash)),
                .missing(lastSequence: 1), "verification in the ledger of another customer")
            let other = try await Shop.open(on: bench.store)
            try await expectVerification(of: receipt, in: other, .missing(lastSequence: nil))
        },

        ConformanceCase("A purchase of zero and its refund post nothing") { bench in
            let shop = try await Shop.open(on: bench.store, creditLimit: 0, stock: 5)
            let line = PurchaseLine(shop.products[0], quantity: 2, unitPrice: .gbp(minorUnits: 0))
            let order = try await shop.tenant.purchase(by: shop.customers[0], lines: [line])
            try await expectVerification(of: order, in: shop, .nothingPosted)
            let refund = try await shop.tenant.cancel(order: order.orderID)
            try await expectVerification(of: refund, in: shop, .nothingPosted)
        },
    ]

    /// Runs each kind of command that posts to the ledger of a shop's first customer, and returns the receipts.
    private static func receipts(in shop: Shop) async throws -> [any PostingReceipt] {
        let (tenant, ada) = (shop.tenant, shop.customers[0])
        let order = try await tenant.purchase(by: ada, lines: [.init(shop.products[0], quantity: 2)])
        let refund = try await tenant.refund(
            order: order.orderID, lines: [.init(lineNumber: 1, quantity: 1)])
        let cancelled = try await tenant.cancel(order: order.orderID)
        let paid = try await tenant.recordPayment(of: .gbp(minorUnits: 500), by: ada)
        let payout = try await tenant.payOut(.gbp(minorUnits: 100), to: ada)
        let reversed = try await tenant.reverse(payment: paid.paymentID, reason: "bounced")
        let adjusted = try await tenant.adjustBalance(
            of: ada, by: .gbp(minorUnits: 7), as: .correction, reason: "counted again")
        let limit = try await tenant.changeCreditLimit(of: ada, to: .gbp(minorUnits: 9_000))
        return [order, refund, cancelled, paid, payout, reversed, adjusted, limit]
    }

    private static func expectVerification(
        of receipt: some PostingReceipt, in shop: Shop, _ expected: ReceiptVerification
    ) async throws {
        for tenant in [shop.tenant, shop.elsewhere.tenant] {
            try expectEqual(
                try await tenant.verify(receipt), expected, "verification of \(type(of: receipt))")
        }
    }
}
