package import JoskLedger
internal import JoskLibPQ
package import Logging

extension PostgresStore {
    /// Connects once, and makes sure of what a store would when it is first used: that the schema is the library's, and
    /// the role harmless.
    ///
    /// A store tries again to connect, for as long as a command may take: a server that restarts comes back. Who has
    /// just typed an address would rather be told at once that nobody is there.
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
