/// The reason why a peer could not be run.
public enum PeerError: Error, Sendable, Hashable {
    /// A required environment variable is not set.
    ///
    /// The script `throw-away-postgres` sets the variables.
    case missingVariable(String)
    /// A program, the first value, failed or could not be started, with the message in the second value.
    case programFailed(String, String)
    /// A program's output did not have the expected format.
    case unexpectedOutput(of: String, String)
    /// The request is invalid.
    case invalidRequest(String)
}

extension PeerError: CustomStringConvertible {
    /// The message in one line, or in several if a program's output has several.
    public var description: String {
        switch self {
        case .missingVariable(let name):
            "\(name) is not set: run this under Scripts/throw-away-postgres, or set the variable"
        case .programFailed(let program, let message): "\(program) failed: \(message)"
        case .unexpectedOutput(let program, let output): "\(program) printed unexpected output: \(output)"
        case .invalidRequest(let reason): reason
        }
    }
}
