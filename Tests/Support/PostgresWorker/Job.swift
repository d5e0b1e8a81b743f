/// What a worker is to do. It is given as JSON, and so is what it reports.
package enum Job: Codable, Sendable {
    case keys(KeyRun)
    case rush(RushRun)
    case audit(AuditRun)
    case migration(MigrationRun)

    /// Does it, in the name of whoever the URL names.
    ///
    /// - Returns: What it reports.
    func run(on url: String) async throws -> any Encodable {
        switch self {
        case .keys(let run): try await run.run(on: url)
        case .rush(let run): await run.run(on: url)
        case .audit(let run): try await run.run(on: url)
        case .migration(let run): try await run.run(on: url)
        }
    }
}
