import JoskLedger
import Synchronization

extension StoreConformance {
    static let cancellation = [
        ConformanceCase("A store requests the work of a transaction once") { bench in
            let shop = try await Shop.open(on: bench.store, stock: 100)
            let counts = try await concurrently(20) { _ in
                let requests = RequestCounter()
                let work = TransactionWork(on: Footprint(products: [shop.products[0]])) { state in
                    state.product(shop.products[0])?.stock
                }
                let stock = try await bench.store.transact(in: shop.tenant.id) {
                    requests.count.wrappingAdd(1, ordering: .relaxed)
                    return work
                }
                try expectEqual(stock, .some(100), "stock")
                return requests.count.load(ordering: .relaxed)
            }
            try expectEqual(Set(counts), [1], "number of requests for the work")
        },

        ConformanceCase("A command whose task is cancelled after the store took it is completed") { bench in
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
                    throw Expectation(detail: "purchase \(number): expected a receipt, found \(output)")
                }
                try expectEqual(receipt.orderNumber, Int64(number), "order number")
                try expect(
                    try await shop.tenant.order(receipt.orderID) != nil,
                    "order \(number) is missing after its receipt was returned")
            }
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("An already cancelled task gets the result, or a cancellation without effect") {
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
                    try expectEqual(error.code, .cancelled, "error code")
                    try expectEqual(error.outcome, .notCommitted, "outcome of the error")
                default:
                    throw Expectation(detail: "expected a receipt or a cancellation, found \(output)")
                }
            }
            let account = try await shop.tenant.customer(shop.customers[0])
            try expectEqual(account?.orderCount, done, "number of orders")
        },
    ]
}

private func purchase(in shop: Shop) -> Request<Purchase> {
    Request(
        Purchase(customerID: shop.customers[0], lines: [.init(shop.products[0], quantity: 1)]), key: nil,
        metadata: .empty)
}

/// The moment at which a task is cancelled: before it begins, or when the store takes its work.
private enum Moment { case before, taken }

/// Runs a closure in a new task, cancels the task, and returns its result.
///
/// The moment decides: the task is cancelled before the closure begins (it runs nevertheless), or when the closure
/// calls `cancel`.
private func outcome<Output: Sendable>(
    cancelledWhen moment: Moment,
    _ run: @escaping @Sendable (_ cancel: @escaping @Sendable () -> Void) async throws -> Output
) async -> Result<Output, any Error> {
    let handle = Handle<Output>()
    let (gate, opener) = AsyncStream.makeStream(of: Never.self)
    let task = Task {
        // The task waits until `handle` has it, so that the closure can cancel it.
        for await _ in gate {}
        return try await run { handle.task.load()?.task.cancel() }
    }
    _ = handle.task.storeIfNil(Handle.Box(task))
    if moment == .before { task.cancel() }
    opener.finish()
    return await task.result
}

/// A reference to a task, which the task itself uses to cancel itself.
private final class Handle<Output: Sendable>: Sendable {
    final class Box: Sendable {
        let task: Task<Output, any Error>
        init(_ task: Task<Output, any Error>) { self.task = task }
    }

    let task = AtomicLazyReference<Box>()
}

/// The number of requests for a transaction's work.
private final class RequestCounter: Sendable {
    let count = Atomic(0)
}
