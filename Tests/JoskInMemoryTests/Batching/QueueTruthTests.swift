import JoskInMemory
import JoskLedger
import JoskTesting
import Logging
import Testing

@Suite("Cancellation and expiry of waiting commands", .timeLimit(.minutes(10)))
struct QueueTruthTests {
    /// The result that a caller received.
    private enum Answer: Hashable { case bought, rejected, cancelled, timedOut, failed }

    /// A store that takes a short time, or sometimes a long one, and that sometimes fails without a commit.
    private struct MoodyStore: ForwardingStore {
        let store: any Store = InMemoryStore()

        func transact<Output: Sendable>(
            in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
        ) async throws(StoreError) -> Output? {
            for _ in 0..<Int.random(in: 0..<20) { await Task.yield() }
            if Int.random(in: 0..<4) == 0 { try? await Task.sleep(for: .milliseconds(20)) }
            if Int.random(in: 0..<20) == 0 {
                throw StoreError(
                    .unavailable, outcome: .notCommitted, isRetriable: true, message: "unreachable")
            }
            return try await store.transact(in: business, work)
        }
    }

    @Test("The results that 10,000 callers receive match the committed orders")
    func truth() async throws {
        let store = MoodyStore()
        let shop = try await Shop.open(
            on: store.store, creditLimit: 1_000_000_000, price: 1, stock: 9_999)
        let silent = Logger(label: "josk.tests") { _ in SwiftLogNoOpLogHandler() }
        // In every third round, callers wait in the queue for at most 8 ms.
        let tenants = [Duration.milliseconds(8), .seconds(3_600), .seconds(3_600)].map { patience in
            var settings = QueueConfiguration()
            settings.queueTimeout = patience
            settings.maximumBatchSize = 20
            return Ledger(store: store, queue: settings, logger: silent).tenant(shop.tenant.id)
        }
        var counts: [Answer: Int] = [:]
        for round in 0..<100 {
            let tenant = tenants[round % 3]
            let answers = try await withThrowingTaskGroup(of: (Order.ID, Answer).self) { group in
                for number in 0..<100 {
                    let order = Order.ID()
                    // The stock is less than 10,000 units.
                    let caller = Task { await buy(order, number % 5 == 4 ? 10_000 : 1, in: shop, tenant) }
                    group.addTask {
                        for _ in 0..<Int.random(in: 0..<30) { await Task.yield() }
                        if number.isMultiple(of: 3) { caller.cancel() }
                        return (order, await caller.value)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for (order, answer) in answers {
                let exists = try await shop.tenant.order(order) != nil
                #expect(exists == (answer == .bought), "\(answer) in round \(round)")
                counts[answer, default: 0] += 1
            }
        }
        #expect(counts.values.reduce(0, +) == 10_000)
        // Every result must occur, or the test proves little.
        for answer: Answer in [.bought, .rejected, .cancelled, .timedOut, .failed] {
            #expect(counts[answer, default: 0] > 0, "\(counts)")
        }
        #expect(try await shop.tenant.product(shop.products[0])?.stock == 9_999 - Int64(counts[.bought] ?? 0))
        #expect(try await shop.tenant.audit().isClean)
    }

    private func buy(
        _ order: Order.ID, _ quantity: Int64, in shop: Shop, _ tenant: Tenant
    ) async -> Answer {
        do throws(PurchaseError) {
            _ = try await tenant.purchase(
                by: shop.customers[0], lines: [.init(shop.products[0], quantity: quantity)], orderID: order)
            return .bought
        } catch .rejected {
            return .rejected
        } catch .store(let failure) {
            #expect(failure.outcome == .notCommitted && failure.key != nil)
            switch failure.code {
            case .cancelled: return .cancelled
            case .timedOut: return .timedOut
            default: return .failed
            }
        } catch {
            Issue.record("\(error)")
            return .failed
        }
    }
}
