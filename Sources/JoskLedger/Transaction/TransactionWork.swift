/// The work of a transaction: a footprint to lock and load, and a body to run on its state.
public struct TransactionWork<Output: Sendable>: Sendable {
    /// The rows and keys to lock and load.
    public let footprint: Footprint
    /// The approximate size of the transaction: the rows of the footprint (``Footprint/rowCount``), the lines of orders
    /// and refunds that it writes, and the estimated rows of orders to refund.
    ///
    /// It is a hint, with which a store can keep large transactions from occupying all of its connections.
    public let rowCount: Int
    /// The function that runs on the state, possibly several times.
    ///
    /// Afterwards, the changes to write are in ``TransactionState/changes``. The body is pure and never waits (see
    /// ``Store``).
    public let body: @Sendable (inout TransactionState) -> Output

    /// Creates work on a footprint.
    ///
    /// - Parameters:
    ///   - footprint: The rows and keys to lock and load.
    ///   - rowCount: The approximate size of the transaction; nil for ``Footprint/rowCount``.
    ///   - body: The function that runs on the state.
    public init(
        on footprint: Footprint, rowCount: Int? = nil,
        _ body: @escaping @Sendable (inout TransactionState) -> Output
    ) {
        self.footprint = footprint
        self.rowCount = rowCount ?? footprint.rowCount
        self.body = body
    }
}
