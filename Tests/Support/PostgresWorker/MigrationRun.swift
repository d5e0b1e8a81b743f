import JoskPostgres
import Logging

/// A job that migrates a database as the user that its URL names.
package struct MigrationRun: Codable, Sendable {
    let applicationRole: String

    package init(for applicationRole: String) { self.applicationRole = applicationRole }

    /// Runs the migrations, and returns the numbers of those that it applied.
    func run(on url: String) async throws -> [Int] {
        try await PostgresStore.migrate(
            PostgresConfiguration(url: url).patient, applicationRole: applicationRole, logger: .silent
        ).map(\.version)
    }
}
