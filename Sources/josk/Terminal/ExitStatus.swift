/// What the process exits with. The numbers above one are those of BSD's `sysexits.h`.
enum ExitStatus: Int32, Sendable {
    case success = 0
    /// The audit found that a rule is broken.
    case auditViolation = 1
    /// The arguments are wrong.
    case usage = 64
    /// The input contradicts what is stored.
    case dataError = 65
    /// The input is missing, unreadable or foreign.
    case noInput = 66
    /// The server cannot be reached, or does not let us in.
    case unavailable = 69
    /// What must not happen did: a defect.
    case software = 70
    /// An output file cannot be written.
    case cannotCreate = 73
    /// The server has too much to do; it is worth trying again.
    case tryAgain = 75
    /// The role may not do what was asked for.
    case noPermission = 77
    /// The database is not set up for what was asked for: its schema, or a role.
    case configuration = 78
}

/// Why a command ends before its time, in one line, and what the process exits with.
struct CommandFailure: Error, Hashable {
    let status: ExitStatus
    let message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }
}
