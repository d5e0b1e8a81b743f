/// The exit status of the process.
///
/// The numbers above one are those of BSD's `sysexits.h`.
enum ExitStatus: Int32, Sendable {
    case success = 0
    /// The audit found a violation.
    case auditViolation = 1
    /// The arguments are wrong.
    case usage = 64
    /// The input has another format or no usable row, or contradicts the stored data.
    case dataError = 65
    /// The input is missing, or cannot be opened.
    case noInput = 66
    /// The server cannot be reached, or refuses access.
    case unavailable = 69
    /// An internal error, which is a defect.
    case software = 70
    /// An output file cannot be written.
    case cannotCreate = 73
    /// The server is busy, and a retry may succeed.
    case tryAgain = 75
    /// The role lacks a privilege for the command.
    case noPermission = 77
    /// The schema or a role of the database is not set up for the command.
    case configuration = 78
}

/// The failure of a command, with a message of one line and the exit status of the process.
struct CommandFailure: Error, Hashable {
    let status: ExitStatus
    let message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }
}
