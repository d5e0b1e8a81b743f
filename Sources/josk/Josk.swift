import ArgumentParser
import Foundation

/// The command line tool: a demonstration, the replay of an invoice file, and what an operator of a database needs.
@main
struct Josk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "josk",
        abstract: "A purchase engine: sales on credit, scarce stock, many buyers at once.",
        version: "0.1.0-dev",
        subcommands: [DemoCommand.self, ReplayCommand.self, MigrateCommand.self, AuditCommand.self]
    )

    static func main() async {
        let status = await execute(Array(CommandLine.arguments.dropFirst()))
        Foundation.exit(status.rawValue)
    }

    /// Runs the command that the arguments name, and says what the process is to exit with.
    static func execute(_ arguments: [String]) async -> ExitStatus {
        var isParsed = false
        do {
            var command = try parseAsRoot(arguments)
            isParsed = true
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return .success
        } catch {
            guard let failure = error as? CommandFailure ?? CommandFailure(error) else {
                return answerOrReport(error, status: isParsed ? .software : .usage)
            }
            StandardError().line("josk: \(failure.message)")
            return failure.status
        }
    }

    /// Help and the version reach us as errors too. They are answers, and go to standard output.
    private static func answerOrReport(_ error: any Error, status: ExitStatus) -> ExitStatus {
        if exitCode(for: error) == .success {
            print(message(for: error))
            return .success
        }
        // One line: the parser's own way out would print its usage as well, and some of its messages have
        // more.
        let message = message(for: error).split(whereSeparator: \.isNewline)
            .map { $0.drop(while: \.isWhitespace) }.joined(separator: " ")
        StandardError().line(
            "josk: \(message.withoutAddresses)\(status == .usage ? " (see 'josk --help')" : "")")
        return status
    }
}

extension String {
    /// The text without the URLs and the passwords in it: somebody may have given one where it does not belong.
    fileprivate var withoutAddresses: String {
        replacing(#/[A-Za-z]+://[^\s']*|password\s*=\s*[^\s']*/#.ignoresCase(), with: "…")
    }
}
