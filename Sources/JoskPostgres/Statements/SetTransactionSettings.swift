import JoskLibPQ

/// What a transaction of a store's relies on, whatever the role, the database or the server have set.
struct SetTransactionSettings: PostgresStatement {
    /// Nobody reads what it answers.
    typealias Row = Never
    let access: RowAccess
    /// How long a statement waits for a lock.
    let lockMilliseconds: Int
    /// A client that has gone without a word leaves its locks behind: after this time the server ends it.
    let idleMilliseconds: Int

    /// - No function and no operator of somebody else's is to be found before PostgreSQL's own, so no schema that
    ///   others may create in is looked at.
    /// - The store has deadlines of its own, and cancels. A server that ended a COMMIT while it waits for a standby
    ///   would have it answer as if the standby had it. `transaction_timeout` is there from version 17 on.
    /// - What a command reads and writes, it finds by keys, whatever there is of it. A plan that is made once, and perhaps
    ///   while a table is nearly empty, must be one that looks up keys: kinds that read a table as a whole are not allowed
    ///   (and see ``KeyedLookup``). It is also made once, and not again for the parameters of each transaction, which would take
    ///   longer than to run it.
    var name: String { text.name }
    var sql: String { text.sql }
    private var text: StatementVariants.Text { Self.texts[access, hasOrders: false] }
    private static let texts = StatementVariants("SetTransactionSettings") { access, _ in
        switch access {
        case .locking: settings + "," + plansByKey
        case .readOnly: settings
        }
    }

    private static let settings = """
        SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true),
            pg_catalog.set_config('statement_timeout', '0', true),
            pg_catalog.set_config('lock_timeout', $1, true),
            pg_catalog.set_config('idle_in_transaction_session_timeout', $2, true),
            CASE WHEN pg_catalog.current_setting('transaction_timeout', true) IS NOT NULL
                THEN pg_catalog.set_config('transaction_timeout', '0', true) END
        """

    private static let plansByKey = """

            pg_catalog.set_config('plan_cache_mode', 'force_generic_plan', true),
            pg_catalog.set_config('enable_seqscan', 'off', true),
            pg_catalog.set_config('enable_bitmapscan', 'off', true),
            pg_catalog.set_config('enable_hashjoin', 'off', true),
            pg_catalog.set_config('enable_mergejoin', 'off', true),
            pg_catalog.set_config('jit', 'off', true)
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(String(lockMilliseconds))
        parameters.append(String(idleMilliseconds))
    }
}
