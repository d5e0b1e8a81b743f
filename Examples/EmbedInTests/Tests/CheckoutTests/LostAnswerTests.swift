import Checkout
import JoskInMemory
import JoskLedger
import JoskTesting
import Synchronization
import Testing

/// How a host tests what it does when the store fails: a `ForwardingStore` with the one method that fails.
@Suite("The checkout, when an answer is lost,")
struct LostAnswerTests {
    /// Does what it is asked to, and then says that it cannot tell: as a connection that breaks at COMMIT.
    private final class ForgettingStore: ForwardingStore {
        let store: any Store = InMemoryStore()
        let losesAnswers = Atomic(false)

        func transact<Output: Sendable>(
            in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
        ) async throws(StoreError) -> Output? {
            let output = try await store.transact(in: business, work)
            if losesAnswers.load(ordering: .relaxed) {
                throw StoreError(
                    .unavailable, outcome: .unknown, isRetriable: true, message: "the connection was lost")
            }
            return output
        }
    }

    @Test("tells whoever operates it; the same basket then shows the order that there is")
    func isSettledByTheSameKey() async throws {
        let store = ForgettingStore()
        let shop = try await Shop.open(on: store)
        let checkout = Checkout(of: shop.tenant)
        let basket = Basket(key: "basket-1", lines: [PurchaseLine(shop.products[0], quantity: 1)])
        store.losesAnswers.store(true, ordering: .relaxed)
        do throws(StoreError) {
            let screen = try await checkout.buy(basket, for: shop.customers[0])
            Issue.record("\(screen)")
        } catch {
            #expect(error.outcome == .unknown && error.isRetriable)
        }
        store.losesAnswers.store(false, ordering: .relaxed)
        let screen = try await checkout.buy(basket, for: shop.customers[0])
        guard case .thanks(order: 1, due: _) = screen else {
            Issue.record("\(screen)")
            return
        }
        #expect(try await shop.tenant.customer(shop.customers[0])?.orderCount == 1)
    }
}
