package import JoskLedger
internal import JoskLibPQ
package import Logging

extension PostgresStore {
    /// Connects once and runs the startup check, which a store runs at first use: the schema must be the library's, and
    /// the role must be safe.
    ///
    /// A store retries the connection for as long as a command may take, because a server that restarts becomes
    /// available again. This function fails after one attempt, so that the user of a command-line tool soon learns that
    /// an address is wrong.
    package static func check(
        _ configuration: PostgresConfiguration, logger: Logger
    ) async throws(StoreError) {
        let deadline = ContinuousClock.now + configuration.connectTimeout
        let connection: PostgresConnection
        do throws(PostgresError) {
            connection = try await PostgresConnection.connect(
                configuration.connectionSettings, logger: logger, by: deadline)
        } catch {
            throw error.storeError
        }
        let check = StartupCheck(allowsUnsafeRole: configuration.allowsUnsafeRole)
        let verdict = await connection.run { connection in check.examine(connection, by: deadline) }
        await connection.close()
        switch verdict {
        case .passed: return
        case .refused(let refusal): throw refusal
        case .failed(let error): throw error.storeError
        }
    }
}
