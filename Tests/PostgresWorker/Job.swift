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
