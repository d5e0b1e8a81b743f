import ArgumentParser
import Foundation

/// The command line tool: a demonstration, and the replay of an invoice file.
@main
struct Josk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "josk",
        abstract: "A purchase engine: sales on credit, scarce stock, many buyers at once.",
        version: "0.1.0-dev",
        subcommands: [DemoCommand.self, ReplayCommand.self]
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
        } catch let failure as CommandFailure {
            StandardError().line("josk: \(failure.message)")
            return failure.status
        } catch {
            return answerOrReport(error, status: isParsed ? .software : .usage)
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
        StandardError().line("josk: \(message)\(status == .usage ? " (see 'josk --help')" : "")")
        return status
    }
}
