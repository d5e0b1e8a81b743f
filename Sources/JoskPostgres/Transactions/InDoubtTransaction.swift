/// A transaction of which nobody knows whether it was committed.
struct InDoubtTransaction: Sendable {
    /// Its xid8, in decimal.
    let transaction: String
}
