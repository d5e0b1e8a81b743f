import JoskLedger

/// The rush: all buyers purchase at the same time, with one task for each click.
struct DemoRush {
    /// The result of one buyer's purchase.
    struct Attempt: Sendable {
        let buyer: DemoPlan.Buyer
        let result: Result<PurchaseReceipt, PurchaseRejection>
    }

    /// The attempts in the order of the buyers.
    let attempts: [Attempt]

    /// The maximum number of requests in flight, because a service has a limit too.
    private static let maximumInFlight = 2_000

    static func run(in shop: DemoShop, _ standardError: StandardError) async throws -> DemoRush {
        let clicks = shop.plan.buyers.flatMap { Array(repeating: $0, count: $0.clicksTwice ? 2 : 1) }
        let attempts = try await withThrowingTaskGroup(of: Attempt.self) { group in
            var waiting = clicks[...]
            for buyer in waiting.prefix(maximumInFlight) {
                group.addTask { try await click(buyer, in: shop) }
            }
            waiting = waiting.dropFirst(maximumInFlight)
            var attempts: [Int: Attempt] = [:]
            while let attempt = try await group.next() {
                try note(attempt, in: &attempts)
                if let buyer = waiting.popFirst() { group.addTask { try await click(buyer, in: shop) } }
                standardError.progress("buying", attempts.count, of: shop.plan.buyers.count)
            }
            return attempts
        }
        return DemoRush(attempts: attempts.values.sorted { $0.buyer.number < $1.buyer.number })
    }

    private static func note(_ attempt: Attempt, in attempts: inout [Int: Attempt]) throws(CommandFailure) {
        let earlier = attempts.updateValue(attempt, forKey: attempt.buyer.number)
        // If one of two clicks is accepted, the other one gets the same receipt. Both clicks are accepted or both are
        // refused, because stock and credit only shrink in this rush, and only by accepted purchases.
        guard let earlier, (try? earlier.result.get()) != (try? attempt.result.get()) else { return }
        throw CommandFailure(
            .software, "internal error: buyer \(attempt.buyer.number) got two results under one key")
    }

    /// Purchases the buyer's basket, under the idempotency key of the buyer's checkout.
    private static func click(_ buyer: DemoPlan.Buyer, in shop: DemoShop) async throws -> Attempt {
        let customer = shop.customers[buyer.number - 1]
        let lines = buyer.basket.map { PurchaseLine(shop.products[$0.product], quantity: $0.quantity) }
        let key = try IdempotencyKey("checkout-\(buyer.number)")
        do throws(PurchaseError) {
            let receipt = try await shop.tenant.purchase(by: customer, lines: lines, idempotencyKey: key)
            return Attempt(buyer: buyer, result: .success(receipt))
        } catch {
            guard case .rejected(let rejection) = error else { throw error }
            return Attempt(buyer: buyer, result: .failure(rejection))
        }
    }
}
