import BenchmarkPeers

/// PostgreSQL's own client, for operations without a method in the library.
///
/// They are checkpoints, and counting rows as a superuser.
struct Psql: Sendable {
    let server: PeerServer

    /// Runs statements, and returns the fields of their result rows.
    @discardableResult
    func rows(_ statements: String) async throws -> [[String]] {
        try await server.run(statements).split(separator: "\n").map { line in
            line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// Returns the single number that is the result of a statement.
    func number(_ statement: String) async throws -> Double {
        guard let field = try await rows(statement).first?.first, let number = Double(field) else {
            throw BenchmarkFailure("no number in the result of: \(statement.prefix(100))")
        }
        return number
    }
}
