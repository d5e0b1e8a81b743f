import ArgumentParser
import Foundation

/// The command line tool, with a demonstration, a replay of invoice files, and commands for database operators.
@main
struct Josk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "josk",
        abstract: "Run Josk, a purchase engine for sales of scarce stock on credit to many buyers at once.",
        version: "0.1.0-dev",
        subcommands: [DemoCommand.self, ReplayCommand.self, MigrateCommand.self, AuditCommand.self]
    )

    static func main() async {
        let status = await execute(Array(CommandLine.arguments.dropFirst()))
        Foundation.exit(status.rawValue)
    }

    /// Runs the command that the arguments name, and returns the exit status of the process.
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
                return printOrReport(error, status: isParsed ? .software : .usage, arguments)
            }
            StandardError().line("josk: \(failure.message)")
            return failure.status
        }
    }

    /// Prints help or the version on standard output, or reports an error on standard error.
    ///
    /// The argument parser throws help and the version as errors too. Wrong arguments are reported with the command
    /// whose help explains them.
    private static func printOrReport(
        _ error: any Error, status: ExitStatus, _ arguments: [String]
    ) -> ExitStatus {
        if exitCode(for: error) == .success {
            print(message(for: error))
            return .success
        }
        // One line. The parser's own exit would also print its usage, and some of its messages have several lines.
        let message = message(for: error).split(whereSeparator: \.isNewline)
            .map { $0.drop(while: \.isWhitespace) }.joined(separator: " ")
        let advice = status == .usage ? " (see '\(helpCommand(for: arguments))')" : ""
        StandardError().line("josk: \(message.withoutAddresses)\(advice)")
        return status
    }

    private static func helpCommand(for arguments: [String]) -> String {
        let names = configuration.subcommands.compactMap { $0.configuration.commandName }
        let name = arguments.first.flatMap { names.contains($0) ? "\($0) " : nil } ?? ""
        return "josk \(name)--help"
    }
}

extension String {
    /// The text with its URLs and passwords replaced by "…".
    ///
    /// A user may have put one into the wrong argument.
    fileprivate var withoutAddresses: String {
        replacing(#/[A-Za-z]+://[^\s']*|password\s*=\s*[^\s']*/#.ignoresCase(), with: "…")
    }
}
