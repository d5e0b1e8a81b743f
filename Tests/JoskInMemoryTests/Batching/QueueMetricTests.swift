import JoskTesting
import MetricsTestKit
import Testing

@testable import JoskLedger

@Suite("The meters of the queue", .timeLimit(.minutes(10)))
struct QueueMetricTests {
    @Test("show who waits and for how long, and how many went together")
    func meters() async throws {
        let (store, metrics) = (GatedStore(), TestMetrics())
        let shop = try await Shop.open(on: store)
        let tenant = Ledger(store: store, queue: .patient, metrics: metrics).tenant(shop.tenant.id)
        let length = try metrics.expectMeter("josk_queue_length")
        await store.gate.close()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<5 {
                group.addTask {
                    try await tenant.purchase(
                        by: shop.customers[0], lines: [.init(shop.products[0], quantity: 1)])
                }
                // The first is taken before the others come.
                if number == 0 { await store.gate.until(1) }
            }
            while length.values.last != 4 { await Task.yield() }
            await store.gate.open()
            try await group.waitForAll()
        }
        #expect(length.values.last == 0)
        #expect(try metrics.expectRecorder("josk_batch_size").values == [1, 4])
        #expect(try metrics.expectTimer("josk_queue_wait_duration").values.count == 5)
    }

    @Test("show the sum of all ledgers that share a factory, and nobody where nobody waits any more")
    func cancelled() async throws {
        let (store, metrics) = (GatedStore(), TestMetrics())
        let shop = try await Shop.open(on: store)
        let tenants = (0..<2).map { _ in
            Ledger(store: store, queue: .patient, metrics: metrics).tenant(shop.tenant.id)
        }
        await store.gate.close()
        let callers = tenants.flatMap { tenant in
            (0..<3).map { _ in Task { try await tenant.receiveGoods(of: shop.products[0], quantity: 1) } }
        }
        await store.gate.until(2)
        while tenants.reduce(0, { $0 + $1.queue.queuedCount }) > 4 { await Task.yield() }
        for caller in callers { caller.cancel() }
        await store.gate.open()
        for caller in callers { _ = await caller.result }
        #expect(try metrics.expectMeter("josk_queue_length").values.last == 0)
    }
}
