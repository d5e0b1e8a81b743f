import JoskTesting
import MetricsTestKit
import Testing

@testable import JoskLedger

@Suite("The metrics of the command queue", .timeLimit(.minutes(10)))
struct QueueMetricTests {
    @Test("The queue's metrics record the waiting commands, their waiting times and the batch sizes")
    func waitingAndBatches() async throws {
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
                // The first command is taken before the others are submitted.
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

    @Test("The queue length of two ledgers with one metrics factory is zero after all callers are cancelled")
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
