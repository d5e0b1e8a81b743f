import Foundation

/// A program that records the history of several processes under faults.
///
///     history-record run <directory> <seconds> <seed>
///
/// It starts a server, the processes (itself, as `work`) and the faults, and writes the files that history-check reads.
@main
struct HistoryRecorder {
    static func main() async throws {
        let arguments = CommandLine.arguments
        // A pooler or a proxy may end while bytes are sent to it.
        signal(SIGPIPE, SIG_IGN)
        switch (arguments.dropFirst().first, arguments.count) {
        case ("work", 3):
            try await JSONDecoder().decode(WorkerRun.self, from: Data(arguments[2].utf8)).run()
        case ("run", 5):
            guard let seconds = Int(arguments[3]), let seed = UInt64(arguments[4]) else { usage() }
            do {
                try await HistoryRun(directory: arguments[2], seconds: seconds, seed: seed).run()
            } catch {
                FileHandle.standardError.write(Data("history-record: \(error)\n".utf8))
                exit(1)
            }
        default: usage()
        }
    }

    private static func usage() -> Never {
        FileHandle.standardError.write(Data("usage: history-record run <directory> <seconds> <seed>\n".utf8))
        exit(64)
    }
}
