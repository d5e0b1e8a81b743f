/// The phases of an attempt at a transaction, in their order.
enum TransactionPhase: String, CaseIterable, Sendable {
    /// The wait for a connection, including the time to open it; the first wait includes the startup check.
    case lease
    /// The first round trip, which waits for locks and loads the rows that they protect.
    case lock
    /// The decision, which is work of this process alone.
    case decide
    /// The second round trip, which writes and commits.
    case write
}
