/// The work of a transaction: a footprint to lock and load, and a body to run on its state.
public struct TransactionWork<Output: Sendable>: Sendable {
    /// The rows and keys to lock and load.
    public let footprint: Footprint
    /// The function that runs on the state, possibly several times.
    ///
    /// Afterwards, the changes to write are in ``TransactionState/changes``. The body is pure and never waits (see
    /// ``Store``).
    public let body: @Sendable (inout TransactionState) -> Output

    /// Creates work on a footprint.
    public init(on footprint: Footprint, _ body: @escaping @Sendable (inout TransactionState) -> Output) {
        self.footprint = footprint
        self.body = body
    }
}
