/// Tells a caller what came of its commands. It is called once, and not before the transaction has committed.
typealias Delivery = @Sendable () -> Void

/// What waits in the queue for a transaction: one command, or a part of a bulk call's list, which share a fate.
struct Submission: Sendable {
    /// The first of them, for the operator's log: its kind and its key.
    let first: (kind: String, key: IdempotencyKey)
    /// Decides on the state, which holds more than the footprint where others share the transaction. What it decided is
    /// told by the delivery that it returns.
    let run: @Sendable (inout State) -> Delivery
    /// Tells the caller that the store failed.
    let fail: @Sendable (StoreError) -> Void

    /// A submission whose caller is told by `answer`.
    init<Output: Sendable>(
        _ work: Work<Output>, first: (kind: String, key: IdempotencyKey),
        answer: @escaping @Sendable (Result<Output, StoreError>) -> Void
    ) {
        self.first = first
        run = { state in
            let output = work.body(&state)
            return { answer(.success(output)) }
        }
        fail = { answer(.failure($0)) }
    }
}
