import JoskLibPQ

extension PostgresError {
    /// What an operator should look at. By the code alone, for the server's words may be in any language.
    var advice: String? {
        // What was cancelled because its time was over says so by itself.
        if case .timedOut = self { return nil }
        guard let sqlState else { return nil }
        return Self.advice[sqlState] ?? Self.advice[SQLState(sqlState.classCode)]
    }

    private static let advice: [SQLState: String] = [
        "28": "the server does not let the store in: look at its role and password, and at pg_hba.conf",
        "3D000": "the server has no such database: look at the URL, or create the database and migrate it",
        "42501": "the role lacks a right: run `josk migrate` with it as the application's role, "
            + "and GRANT CONNECT on the database",
        "42P01": schema, "3F000": schema, "42703": schema, "42883": schema,
        "25006": "the server takes no writes: it is a standby, or default_transaction_read_only is on",
        "53100": "the server's disk is full",
        "53300":
            "a limit of connections is reached: max_connections of the server, or the CONNECTION LIMIT of "
            + "the role or of the database",
        "54000": "if it gives no more transaction numbers, the server must be vacuumed",
        "55P03": "somebody has held a lock for longer than lockTimeout",
        "57014": "it was cancelled on the server, by somebody or by a limit of time that somebody has set",
        "57P01": "the server was stopped, or somebody has ended the session",
        "57P02": "a process of the server has crashed, or it was stopped at once",
        "57P03": "the server is starting or stopping",
        "25P03": "the host took longer than idleInTransactionTimeout between two words of a transaction",
        "25P04": "the transaction took longer than the server's transaction_timeout",
        "XX001": "the server's data are damaged", "XX002": "an index of the server's is damaged: REINDEX it",
    ]

    private static let schema =
        "the schema of Josk is not what it was when the store was admitted: run `josk migrate`"
}
