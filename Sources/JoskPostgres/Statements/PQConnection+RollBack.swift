import JoskLibPQ

extension PQConnection {
    /// Ends a transaction that has failed so. A server that takes no writes is left: after a failover another one does.
    /// Not by a connection that has only just found it: where no other server is to be had, all would do nothing but
    /// connect.
    func rollBack(after error: PostgresError) {
        rollBack()
        if error.remedy == .lookForPrimary, age > .seconds(2) { giveUp("the server takes no writes") }
    }

    /// Ends a transaction that has failed. If that fails too, the connection is of no use, which it then says of
    /// itself.
    func rollBack() {
        if isIdle { return }
        var pipeline = Pipeline()
        pipeline.append(Statement("ROLLBACK"))
        // Rolling back takes no time, unless the server has gone. A cancelled read needs it as much as any other.
        _ = try? run(pipeline, by: .now + .seconds(5), isCancellable: false)
    }
}
