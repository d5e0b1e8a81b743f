/// The output of a batch's transaction.
struct BatchOutput: Sendable {
    /// The delivery of each command's result.
    let deliveries: [Delivery]
    /// The rows of the largest order that the transaction loaded; nil if it loaded none.
    let rowsPerOrder: Int?

    /// Decides the commands of a batch.
    init(of batch: CommandBatch, on state: inout TransactionState) {
        rowsPerOrder = state.largestOrder
        deliveries = batch.commands.map { $0.execution.run(&state) }
    }
}

extension TransactionState {
    /// The number of rows of the largest loaded order: the order itself, its lines and its refunds.
    fileprivate var largestOrder: Int? {
        orders.values.lazy.map(\.rowCount).max()
    }
}
