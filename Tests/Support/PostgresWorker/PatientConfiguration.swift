package import JoskPostgres

extension PostgresConfiguration {
    /// This configuration with timeouts of an hour.
    ///
    /// Other tests may occupy the whole machine for minutes.
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

    /// Returns a configuration with timeouts of an hour and this many connections for commands.
    ///
    /// The connections that are reserved for reads, one of every eight, are added to that number.
    static func patient(_ url: String, connections: Int) -> PostgresConfiguration {
        var configuration = PostgresConfiguration(url: url).patient
        configuration.maximumConnections = connections + (connections + 6) / 7
        return configuration
    }
}
