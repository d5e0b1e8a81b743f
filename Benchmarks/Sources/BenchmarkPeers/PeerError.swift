/// Why a peer could not be run.
public enum PeerError: Error, Sendable, Hashable {
    /// A variable of the environment that is needed is not set; `Scripts/throw-away-postgres` sets it.
    case missingVariable(String)
    /// A program failed, or could not be started: which, and what it said.
    case programFailed(String, String)
    /// A program said something else than it always does.
    case unexpectedOutput(of: String, String)
    /// What was asked for makes no sense.
    case invalidRequest(String)
}

extension PeerError: CustomStringConvertible {
    /// One line for messages, or a few where a program said more.
    public var description: String {
        switch self {
        case .missingVariable(let name):
            "\(name) is not set: run this under Scripts/throw-away-postgres, or set it"
        case .programFailed(let program, let message): "\(program) failed: \(message)"
        case .unexpectedOutput(let program, let output): "\(program) said something unexpected: \(output)"
        case .invalidRequest(let reason): reason
        }
    }
}
