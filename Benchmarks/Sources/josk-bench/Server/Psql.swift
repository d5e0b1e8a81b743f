import Dispatch
import Foundation

/// PostgreSQL's own client, for what the library has no method for: counting rows in a superuser's name, checkpoints.
struct Psql: Sendable {
    let url: String

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs statements, and gives the rows of what they answer, field by field.
    @discardableResult
    func rows(_ statements: String) async throws -> [[String]] {
        let output = try await output(of: statements)
        return output.split(separator: "\n").map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// The one number that a statement answers with.
    func number(_ statement: String) async throws -> Double {
        guard let field = try await rows(statement).first?.first, let number = Double(field) else {
            throw Failure(description: "psql: no number in answer to: \(statement.prefix(100))")
        }
        return number
    }

    private func output(of statements: String) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            // On a thread of its own: to wait for a process would keep one of those that run tasks.
            DispatchQueue.global().async {
                continuation.resume(with: Result { try run(statements) })
            }
        }
    }

    private func run(_ statements: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["psql", "-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-f", "-", "-d", url]
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        // It reads all of its input before it answers so much that a pipe would not hold it.
        try input.fileHandleForWriting.write(contentsOf: Data(statements.utf8))
        try input.fileHandleForWriting.close()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: "psql failed with \(process.terminationStatus)")
        }
        return String(decoding: answer, as: UTF8.self)
    }
}
