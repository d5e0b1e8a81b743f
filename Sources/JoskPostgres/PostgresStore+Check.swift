internal import JoskLedger
internal import JoskLibPQ
internal import JoskLock
package import Logging

extension PostgresStore {
    /// Connects, and examines the connection, the schema, the role and the settings, as the startup check does.
    ///
    /// Call it when an application starts, to fail early, and for a readiness probe. It opens a connection of its own, in
    /// addition to ``PostgresConfiguration/maximumConnections``, so it also succeeds while all others are in use, and it
    /// sees settings that were changed since the store began. It changes nothing.
    ///
    /// A warning that is new is also logged, once.
    ///
    /// - Parameter limit: The maximum time, plus a moment in which a server that stopped to respond is asked to cancel.
    ///   It does not bound the lookup of host names, which libpq does itself.
    public func check(within limit: Duration = .seconds(5)) async -> PostgresCheck {
        guard lifecycle.begin() else {
            var check = PostgresCheck()
            check.connection = .failed(PoolError.shutDown.storeError)
            return check
        }
        defer { lifecycle.end() }
        let check = await Self.check(configuration, by: .now + limit, logger: logger)
        logNew(check.warnings)
        return check
    }

    /// Logs the warnings that were not logged before.
    func logNew(_ warnings: [String]) {
        let new = warnings.filter { warning in loggedWarnings.withLock { $0.insert(warning).inserted } }
        for warning in new { logger.warning("\(warning)") }
    }

    /// Connects once and examines a database, for tools that have no store.
    ///
    /// A store retries the connection for as long as a command may take, because a server that restarts becomes
    /// available again. This function makes one attempt, so that the user of a command-line tool soon learns that an
    /// address is wrong.
    package static func check(
        _ configuration: PostgresConfiguration, by deadline: ContinuousClock.Instant? = nil, logger: Logger
    ) async -> PostgresCheck {
        let deadline = deadline ?? .now + configuration.connectTimeout
        var check = PostgresCheck()
        var settings = configuration.connectionSettings
        settings.grace = .milliseconds(100)
        let connection: PostgresConnection
        do throws(PostgresError) {
            connection = try await PostgresConnection.connect(settings, logger: logger, by: deadline)
        } catch {
            check.connection = .failed(error.storeError)
            return check
        }
        let startupCheck = StartupCheck(
            allowsUnsafeRole: configuration.allowsUnsafeRole,
            maximumClockSkew: configuration.maximumClockSkew)
        check = await connection.run { connection in startupCheck.report(on: connection, by: deadline) }
        await connection.close()
        return check
    }
}
