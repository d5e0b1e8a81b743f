import JoskLedger
import Synchronization

extension StoreConformance {
    static let cancellation = [
        ConformanceCase("work is asked for once") { bench in
            let shop = try await Shop.open(on: bench.store, stock: 100)
            let counts = try await concurrently(20) { _ in
                let asked = Asked()
                let work = TransactionWork(on: Footprint(products: [shop.products[0]])) { state in
                    state.product(shop.products[0])?.stock
                }
                let stock = try await bench.store.transact(in: shop.tenant.id) {
                    asked.times.wrappingAdd(1, ordering: .relaxed)
                    return work
                }
                try expectEqual(stock, .some(100), "stock")
                return asked.times.load(ordering: .relaxed)
            }
            try expectEqual(Set(counts), [1], "how often it was asked for")
        },

        ConformanceCase("a command is seen through that was taken before its task was cancelled") { bench in
            let shop = try await Shop.open(on: bench.store, creditLimit: 1_000_000, stock: 1_000)
            for number in 1...20 {
                let request = purchase(in: shop)
                let output = await outcome(cancelledWhen: .taken) { cancel in
                    try await bench.store.transact(in: shop.tenant.id) {
                        cancel()
                        return TransactionWork(on: request.footprint) { state in try? state.run(request).get()
                        }
                    }
                }
                guard case .success(let receipt??) = output else {
                    throw Expectation(detail: "the caller of purchase \(number) was told \(output)")
                }
                try expectEqual(receipt.orderNumber, Int64(number), "order number")
                try expect(
                    try await shop.tenant.order(receipt.orderID) != nil, "order \(number) is not there")
            }
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("a task that was cancelled before is told what happened: nothing, or all of it") {
            bench in
            let shop = try await Shop.open(on: bench.store, creditLimit: 1_000_000, stock: 1_000)
            var done: Int64 = 0
            for _ in 0..<20 {
                let request = purchase(in: shop)
                let output = await outcome(cancelledWhen: .before) { _ in
                    try await bench.store.transact(in: shop.tenant.id) {
                        TransactionWork(on: request.footprint) { state in try? state.run(request).get() }
                    }
                }
                switch output {
                case .success(let receipt??):
                    done += 1
                    try expectEqual(receipt.orderNumber, done, "order number")
                case .failure(let error as StoreError):
                    try expectEqual(error.code, .cancelled, "code")
                    try expectEqual(error.outcome, .notCommitted, "outcome")
                default: throw Expectation(detail: "the caller was told \(output)")
                }
            }
            let account = try await shop.tenant.customer(shop.customers[0])
            try expectEqual(account?.orderCount, done, "orders")
        },
    ]
}

private func purchase(in shop: Shop) -> Request<Purchase> {
    Request(
        Purchase(customerID: shop.customers[0], lines: [.init(shop.products[0], quantity: 1)]), key: nil,
        metadata: .empty)
}

/// When a task is cancelled.
private enum Moment { case before, taken }

/// What becomes of something in a task of its own, which is cancelled before it begins, or when it asks for that.
private func outcome<Output: Sendable>(
    cancelledWhen moment: Moment,
    _ run: @escaping @Sendable (_ cancel: @escaping @Sendable () -> Void) async throws -> Output
) async -> Result<Output, any Error> {
    let handle = Handle<Output>()
    let (gate, opener) = AsyncStream.makeStream(of: Never.self)
    let task = Task {
        // It waits until it can be cancelled.
        for await _ in gate {}
        return try await run { handle.task.load()?.task.cancel() }
    }
    _ = handle.task.storeIfNil(Handle.Box(task))
    if moment == .before { task.cancel() }
    opener.finish()
    return await task.result
}

/// A task, for whoever is in it.
private final class Handle<Output: Sendable>: Sendable {
    final class Box: Sendable {
        let task: Task<Output, any Error>
        init(_ task: Task<Output, any Error>) { self.task = task }
    }

    let task = AtomicLazyReference<Box>()
}

/// How often somebody was asked.
private final class Asked: Sendable {
    let times = Atomic(0)
}
