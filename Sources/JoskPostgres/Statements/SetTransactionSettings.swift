import JoskLibPQ

/// The settings that a store's transaction relies on, which override those of the role, the database and the server.
struct SetTransactionSettings: PostgresStatement {
    /// The type of a row, which is never decoded, because the result is not read.
    typealias Row = Never
    /// The plans that the server may choose.
    let plans: Plans
    /// The maximum time that a statement waits for a lock.
    let lockMilliseconds: Int
    /// The maximum time that the server waits for the client's next statement in a transaction.
    ///
    /// The locks of a client that vanished remain until then; then the server ends its session.
    let idleMilliseconds: Int

    enum Plans: Sendable {
        /// Plans that look up keys, and are made once.
        case byKey
        /// Plans of any kind, for a scan of all rows of a business.
        case any
    }

    var name: String { "josk_SetTransactionSettings_\(plans)" }
    var sql: String {
        switch plans {
        case .byKey: Self.settingsWithPlansByKey
        case .any: Self.settings
        }
    }

    /// The settings of every transaction.
    ///
    /// - `search_path` contains no schema in which other roles may create objects. No foreign function or operator is
    ///   therefore found before PostgreSQL's own.
    /// - `statement_timeout` and `transaction_timeout` are off, because the store has deadlines of its own, and cancels
    ///   statements. A server that ended a COMMIT while it waits for a standby would report success, as if the standby
    ///   had confirmed it. `transaction_timeout` exists from version 17 on.
    private static let settings = """
        SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true),
            pg_catalog.set_config('statement_timeout', '0', true),
            pg_catalog.set_config('lock_timeout', $1, true),
            pg_catalog.set_config('idle_in_transaction_session_timeout', $2, true),
            CASE WHEN pg_catalog.current_setting('transaction_timeout', true) IS NOT NULL
                THEN pg_catalog.set_config('transaction_timeout', '0', true) END
        """

    /// The settings with those of the planner, which allow only plans that look up keys.
    ///
    /// Every statement except the cursors of a scan finds its rows by key, however many rows there are. A plan is made
    /// once, perhaps while a table is nearly empty, and kept. It must look up keys, so kinds of plans that read a whole
    /// table are not allowed (see also ``KeyedLookup``). The plan is generic and not made again for the parameters of
    /// each transaction, because planning would take longer than execution.
    private static let settingsWithPlansByKey =
        settings + """
                ,
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
