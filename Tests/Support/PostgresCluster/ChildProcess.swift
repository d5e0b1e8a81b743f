import Foundation

/// A program that runs until it exits.
///
/// A separate thread waits for it, because the threads that run tasks must not block.
package enum ChildProcess {
    /// The exit status and the output of a program.
    package struct Outcome: Sendable {
        package let status: Int32
        /// Standard output, interleaved with standard error if the caller requested it.
        package let output: String
    }

    /// Runs a program until it exits, and returns its exit status and output.
    ///
    /// - Parameter takesErrors: True to include standard error in the output; false to leave it on the standard error
    ///   of this process.
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
