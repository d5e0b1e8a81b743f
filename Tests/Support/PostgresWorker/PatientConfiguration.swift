package import JoskPostgres

extension PostgresConfiguration {
    /// Waits as long as it takes: other tests may have all of the machine for minutes.
    package var patient: PostgresConfiguration {
        var configuration = self
        configuration.connectTimeout = .seconds(3_600)
        configuration.lockTimeout = .seconds(3_600)
        configuration.idleInTransactionTimeout = .seconds(3_600)
        configuration.commandTimeout = .seconds(3_600)
        configuration.readTimeout = .seconds(3_600)
        configuration.auditFetchTimeout = .seconds(3_600)
        return configuration
    }

    /// One that waits as long as it takes, with so many connections for commands. Those that are kept for reads, one of
    /// every eight, come on top.
    static func patient(_ url: String, connections: Int) -> PostgresConfiguration {
        var configuration = PostgresConfiguration(url: url).patient
        configuration.maximumConnections = connections + (connections + 6) / 7
        return configuration
    }
}
