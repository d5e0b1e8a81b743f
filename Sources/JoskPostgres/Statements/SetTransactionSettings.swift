import JoskLibPQ

/// The settings that a store's transaction relies on, which override those of the role, the database and the server.
struct SetTransactionSettings: PostgresStatement {
    /// The type of a row, which is never decoded, because the result is not read.
    typealias Row = Never
    let access: RowAccess
    /// The maximum time that a statement waits for a lock.
    let lockMilliseconds: Int
    /// The maximum time that the server waits for the client's next statement in a transaction.
    ///
    /// The locks of a client that vanished remain until then; then the server ends its session.
    let idleMilliseconds: Int

    var name: String { text.name }
    var sql: String { text.sql }
    private var text: StatementVariants.Text { Self.texts[access, hasOrders: false] }
    private static let texts = StatementVariants("SetTransactionSettings") { access, _ in
        switch access {
        case .locking: settings + "," + plansByKey
        case .readOnly: settings
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

    /// The planner settings of a transaction that locks rows, which allow only plans that look up keys.
    ///
    /// A command finds the rows that it reads and writes by key, however many rows there are. A plan is made once,
    /// perhaps while a table is nearly empty. It must look up keys, so kinds of plans that read a whole table are not
    /// allowed (see also ``KeyedLookup``). The plan is generic and not made again for the parameters of each
    /// transaction, because planning would take longer than execution.
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
