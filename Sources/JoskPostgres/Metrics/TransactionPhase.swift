/// What an attempt at a transaction does, one after another.
enum TransactionPhase: String, CaseIterable, Sendable {
    /// Waits for a connection, also for one that must be made; the first looks at the database too.
    case lease
    /// The first round trip: waits for locks, and loads what they protect.
    case lock
    /// Decides. Nothing but this process's own work.
    case decide
    /// The second round trip: writes, and commits.
    case write
}
