import Checkout
import JoskInMemory
import JoskLedger
import JoskTesting
import Synchronization
import Testing

/// Tests of an application with a failing store: a `ForwardingStore` with the one method that fails.
@Suite("The checkout with a lost result")
struct LostResultTests {
    /// A store that carries out a transaction and then reports an unknown outcome, like a connection lost at COMMIT.
    private final class ForgettingStore: ForwardingStore {
        let store: any Store = InMemoryStore()
        let losesResults = Atomic(false)

        func transact<Output: Sendable>(
            in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
        ) async throws(StoreError) -> Output? {
            let output = try await store.transact(in: business, work)
            if losesResults.load(ordering: .relaxed) {
                throw StoreError(
                    .unavailable, outcome: .unknown, isRetriable: true, message: "the connection was lost")
            }
            return output
        }
    }

    @Test("An unknown outcome is thrown, and a retry with the same basket shows the existing order")
    func isSettledByTheSameKey() async throws {
        let store = ForgettingStore()
        let shop = try await Shop.open(on: store)
        let checkout = Checkout(of: shop.tenant)
        let basket = Basket(key: "basket-1", lines: [PurchaseLine(shop.products[0], quantity: 1)])
        store.losesResults.store(true, ordering: .relaxed)
        do throws(StoreError) {
            let screen = try await checkout.buy(basket, for: shop.customers[0])
            Issue.record("\(screen)")
        } catch {
            #expect(error.outcome == .unknown && error.isRetriable)
        }
        store.losesResults.store(false, ordering: .relaxed)
        let screen = try await checkout.buy(basket, for: shop.customers[0])
        guard case .thanks(order: 1, due: _) = screen else {
            Issue.record("\(screen)")
            return
        }
        #expect(try await shop.tenant.customer(shop.customers[0])?.orderCount == 1)
    }
}
