/// What a transaction does: a footprint to lock and load, and a body to run on it.
public struct TransactionWork<Output: Sendable>: Sendable {
    /// What to lock and load.
    public let footprint: Footprint
    /// Runs on the state, perhaps several times. The changes to write are in the state afterwards.
    public let body: @Sendable (inout TransactionState) -> Output

    /// Work on a footprint.
    public init(on footprint: Footprint, _ body: @escaping @Sendable (inout TransactionState) -> Output) {
        self.footprint = footprint
        self.body = body
    }
}
