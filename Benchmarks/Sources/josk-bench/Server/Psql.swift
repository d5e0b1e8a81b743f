import BenchmarkPeers

/// PostgreSQL's own client, for what the library has no method for: counting rows in a superuser's name, checkpoints.
struct Psql: Sendable {
    let server: PeerServer

    /// Runs statements, and gives the rows of what they answer, field by field.
    @discardableResult
    func rows(_ statements: String) async throws -> [[String]] {
        try await server.run(statements).split(separator: "\n").map { line in
            line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// The one number that a statement answers with.
    func number(_ statement: String) async throws -> Double {
        guard let field = try await rows(statement).first?.first, let number = Double(field) else {
            throw BenchmarkFailure("no number in answer to: \(statement.prefix(100))")
        }
        return number
    }
}
