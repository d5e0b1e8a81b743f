import Foundation

/// A program that is run to its end, on a thread of its own: waiting is forbidden on the threads of tasks.
package enum ChildProcess {
    package struct Outcome: Sendable {
        package let status: Int32
        /// Standard output, and standard error as it came between if that was asked for.
        package let output: String
    }

    /// - Parameter takesErrors: Whether standard error is part of what is returned; otherwise it goes where ours does.
    package static func run(
        _ path: String, _ arguments: [String], takesErrors: Bool = true
    ) async throws -> Outcome {
        try await withCheckedThrowingContinuation { continuation in
            Thread { continuation.resume(with: Result { try runBlocking(path, arguments, takesErrors) }) }
                .start()
        }
    }

    private static func runBlocking(
        _ path: String, _ arguments: [String], _ takesErrors: Bool
    ) throws -> Outcome {
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        if takesErrors { process.standardError = output }
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return Outcome(status: process.terminationStatus, output: text)
    }
}
