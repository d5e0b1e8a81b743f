import JoskPostgres

/// What a worker is to do. It is given as JSON, and so is what it reports.
package enum Job: Codable, Sendable {
    case keys(KeyRun)
    case rush(RushRun)
    case audit(AuditRun)

    /// Does it, in the application's name.
    ///
    /// - Returns: What it reports.
    func run(on url: String) async throws -> any Encodable {
        switch self {
        case .keys(let run): try await run.run(on: url)
        case .rush(let run): await run.run(on: url)
        case .audit(let run): try await run.run(on: url)
        }
    }
}

extension PostgresConfiguration {
    /// Waits as long as it takes: other tests may have all of the machine for minutes.
    static func patient(_ url: String, connections: Int) -> PostgresConfiguration {
        var configuration = PostgresConfiguration(url: url)
        configuration.maximumConnections = connections
        configuration.connectTimeout = .seconds(3_600)
        configuration.lockTimeout = .seconds(3_600)
        configuration.commandTimeout = .seconds(3_600)
        configuration.readTimeout = .seconds(3_600)
        configuration.foldTimeout = .seconds(3_600)
        return configuration
    }
}
