/// A job of a worker.
///
/// The job and its report are passed as JSON.
package enum Job: Codable, Sendable {
    case keys(KeyRun)
    case rush(RushRun)
    case audit(AuditRun)
    case migration(MigrationRun)
    case damage(DamageRun)

    /// Runs the job as the user that the URL names.
    ///
    /// - Returns: The job's report.
    func run(on url: String) async throws -> any Encodable {
        switch self {
        case .keys(let run): try await run.run(on: url)
        case .rush(let run): await run.run(on: url)
        case .audit(let run): try await run.run(on: url)
        case .migration(let run): try await run.run(on: url)
        case .damage(let run): try await run.run(on: url)
        }
    }
}
