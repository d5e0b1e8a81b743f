import JoskLibPQ

extension PQConnection {
    /// Rolls back a transaction that failed with an error, and gives up the connection if the server is read-only.
    ///
    /// After a failover another server takes writes. A connection that is at most two seconds old is kept: if no other
    /// server were available, all connections would only reconnect.
    func rollBack(after error: PostgresError) {
        rollBack()
        if error.remedy == .lookForPrimary, age > .seconds(2) { giveUp("the server is read-only") }
    }

    /// Rolls back a transaction that has failed.
    ///
    /// If that fails too, the connection is unusable, and reports so itself.
    func rollBack() {
        if isIdle { return }
        var pipeline = Pipeline()
        pipeline.append(Statement("ROLLBACK"))
        // A rollback takes no time, unless the server is unreachable. A cancelled read needs it as much as any other.
        _ = try? run(pipeline, by: .now + .seconds(5), isCancellable: false)
    }
}
