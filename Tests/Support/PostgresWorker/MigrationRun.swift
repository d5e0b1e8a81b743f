import JoskPostgres
import Logging

/// Migrates a database, in the name of whoever its URL names.
package struct MigrationRun: Codable, Sendable {
    let applicationRole: String

    package init(for applicationRole: String) { self.applicationRole = applicationRole }

    /// Runs it, and returns the numbers of the steps that it applied.
    func run(on url: String) async throws -> [Int] {
        try await PostgresStore.migrate(
            PostgresConfiguration(url: url).patient, applicationRole: applicationRole, logger: .silent
        ).map(\.version)
    }
}
