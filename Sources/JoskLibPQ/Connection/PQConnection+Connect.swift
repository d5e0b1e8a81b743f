import CJoskLibPQ
import Foundation
import Logging

extension PQConnection {
    /// Connects to the first host that will have us. Each of them gets its share of the time that is left, so that one
    /// which says nothing does not hide the next.
    ///
    /// As with libpq, a server that refuses us is the last one to be tried, unless it is only starting or stopping; or,
    /// other than with libpq, has no place for us: the next may be the primary.
    static func connect(
        _ settings: ConnectionSettings, logger: Logger, tickets: RunTickets,
        deadline: ContinuousClock.Instant
    ) throws(PostgresError) -> PQConnection {
        try settings.check()
        let attempts = settings.attempts
        var (reasons, lastCode, passingCode) = ([String](), SQLState?.none, SQLState?.none)
        for (index, attempt) in attempts.enumerated() {
            let left = ContinuousClock.now.duration(to: deadline)
            if index > 0, left <= .zero { break }
            do throws(PostgresError) {
                return try PQConnection(
                    attempt, logger: logger, tickets: tickets,
                    deadline: .now + left / (attempts.count - index))
            } catch {
                guard case .unreachable(let why, let code) = error else { throw error }
                // With two passes a host may say the same twice.
                if !reasons.contains(why) { reasons.append(why) }
                if let code {
                    lastCode = code
                    if !code.isPassingRefusal { break }
                    passingCode = code
                }
            }
        }
        // As long as one of them may have us later, that another refuses us is not the last word.
        throw .unreachable(reasons.joined(separator: "\n"), passingCode ?? lastCode)
    }

    /// Begins to connect.
    static func start(_ settings: ConnectionSettings) throws(PostgresError) -> OpaquePointer {
        let parameters =
            settings.parameters + [
                // Text here is UTF-8, whatever the environment says.
                ("client_encoding", "UTF8"), ("fallback_application_name", "josk"),
            ]
        // Invariant: strdup's copies live until libpq has read them, which it does before it returns.
        let keywords = parameters.map { strdup($0.keyword) }
        let values = parameters.map { strdup($0.value) }
        defer { for copy in keywords + values { free(copy) } }
        let ended: [UnsafePointer<CChar>?] = [nil]
        // The 1 lets the value of dbname be a URL.
        guard
            let connection = PQconnectStartParams(
                keywords.map { UnsafePointer($0) } + ended, values.map { UnsafePointer($0) } + ended, 1)
        else { throw .unreachable("libpq found no memory for a connection") }
        // The only way to learn the SQLSTATE with which a server refuses a connection.
        PQsetErrorVerbosity(connection, PQERRORS_VERBOSE)
        return connection
    }

    /// Connects. The deadline holds for all addresses of the host together. Looking up names is libpq's, and does not
    /// know of the deadline.
    func connect(by deadline: ContinuousClock.Instant) throws(PostgresError) {
        var machine = ConnectStateMachine()
        var event = ConnectStateMachine.Event.started(PQstatus(pgConn) != CONNECTION_BAD)
        while true {
            switch machine.next(after: event) {
            case .wait(let readiness):
                if case .ready = wait(for: readiness, until: deadline, isPatient: true) {
                    event = .ready
                } else {
                    event = .deadlinePassed
                }
            case .poll: event = .polled(Self.outcome(of: PQconnectPoll(pgConn)))
            case .finish(.connected):
                PQsetErrorVerbosity(pgConn, PQERRORS_DEFAULT)
                return
            case .finish(.failed): throw refusal()
            case .finish(.deadlinePassed): throw refusal("no answer in time. ")
            }
        }
    }

    /// Why no connection was made. libpq tells the SQLSTATE in its text only: `FATAL:  28P01: password …`.
    private func refusal(_ prefix: String = "") -> PostgresError {
        var code: SQLState?
        var lines: [String] = []
        for line in message.split(separator: "\n") {
            // The place in the server's source, which comes with the code.
            if line.contains(#/\.c:\d+$/#) { continue }
            guard let found = line.firstMatch(of: #/:  ([0-9A-Z]{5}): /#) else {
                lines.append(String(line))
                continue
            }
            code = SQLState(String(found.1))
            lines.append(line.replacingCharacters(in: found.range, with: ": "))
        }
        // What a server says that is given a wrong one.
        if code == nil, PQconnectionNeedsPassword(pgConn) == 1 { code = .invalidPassword }
        return .unreachable(prefix + lines.joined(separator: "\n"), code)
    }

    private static func outcome(of status: PostgresPollingStatusType) -> ConnectStateMachine.PollOutcome {
        switch status {
        case PGRES_POLLING_READING: .reading
        case PGRES_POLLING_WRITING: .writing
        case PGRES_POLLING_OK: .connected
        default: .failed
        }
    }
}

extension ConnectionSettings {
    /// Refuses what libpq would cut off, and connection strings that it cannot read: its own message would
    /// quote them, password and all.
    fileprivate func check() throws(PostgresError) {
        for (keyword, value) in parameters where keyword.utf8.contains(0) || value.utf8.contains(0) {
            throw .unreachable("a connection parameter contains a NUL")
        }
        let first = parameters.first { $0.keyword == "dbname" }?.value ?? ""
        guard first.contains("=") || first.contains("://") else { return }
        if Self.hasStrayAt(first) {
            throw .unreachable(
                "the connection string cannot be read: there is a second @ in it. Write %40 for an @ in a password, "
                    + "and %2F for a /")
        }
        var message: UnsafeMutablePointer<CChar>?
        // Invariant: both are libpq's, may be nil, and are freed by libpq once, after the last use.
        let options = PQconninfoParse(first, &message)
        defer {
            PQconninfoFree(options)
            PQfreemem(message)
        }
        guard options == nil else { return }
        let why = message.map { String(cString: $0).prefix { $0 != "\"" } } ?? ""
        throw .unreachable("the connection string cannot be read: \(why)")
    }

    /// Whether an @ or a / in the password of a URL was not encoded. libpq then takes a piece of the password for the
    /// host, and says so when it does not find it.
    private static func hasStrayAt(_ string: String) -> Bool {
        guard let scheme = string.firstRange(of: "://") else { return false }
        let rest = string[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" }
        let path = rest[authority.endIndex...].prefix { $0 != "?" }
        return authority.utf8.count { $0 == UInt8(ascii: "@") } > 1 || path.contains("@")
    }
}
