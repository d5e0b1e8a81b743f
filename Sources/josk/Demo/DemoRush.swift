import JoskLedger

/// Everybody buys at once: one task for each buyer.
struct DemoRush {
    /// What became of one buyer's purchase.
    struct Attempt: Sendable {
        let buyer: DemoPlan.Buyer
        let result: Result<PurchaseReceipt, PurchaseRejection>
    }

    /// In the order of the buyers.
    let attempts: [Attempt]

    static func run(in shop: DemoShop, _ standardError: StandardError) async throws -> DemoRush {
        let attempts = try await withThrowingTaskGroup(of: Attempt.self) { group in
            for buyer in shop.plan.buyers {
                group.addTask { try await attempt(buyer, in: shop) }
            }
            var attempts: [Attempt] = []
            for try await attempt in group {
                attempts.append(attempt)
                standardError.progress("buying", attempts.count, of: shop.plan.buyers.count)
            }
            return attempts
        }
        return DemoRush(attempts: attempts.sorted { $0.buyer.number < $1.buyer.number })
    }

    private static func attempt(_ buyer: DemoPlan.Buyer, in shop: DemoShop) async throws -> Attempt {
        async let click = purchase(buyer, in: shop)
        if buyer.clicksTwice {
            let second = try await purchase(buyer, in: shop)
            let first = try await click
            // Whichever came first decided it. The other was answered with the same receipt.
            if (try? first.get()) != (try? second.get()) {
                throw CommandFailure(
                    .software, "internal error: one key gave buyer \(buyer.number) two answers")
            }
        }
        return Attempt(buyer: buyer, result: try await click)
    }

    /// One click: a purchase under the key of the buyer's checkout.
    private static func purchase(
        _ buyer: DemoPlan.Buyer, in shop: DemoShop
    ) async throws -> Result<PurchaseReceipt, PurchaseRejection> {
        let key = try IdempotencyKey("checkout-\(buyer.number)")
        let lines = buyer.basket.map { PurchaseLine(shop.products[$0.product], quantity: $0.quantity) }
        do throws(PurchaseError) {
            let customer = shop.customers[buyer.number - 1]
            return .success(try await shop.tenant.purchase(by: customer, lines: lines, idempotencyKey: key))
        } catch {
            guard case .rejected(let rejection) = error else { throw error }
            return .failure(rejection)
        }
    }
}
