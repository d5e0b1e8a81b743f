import CJoskLibPQ
import Foundation
import Logging

extension PQConnection {
    /// Connects to the first host that accepts the connection.
    ///
    /// Each attempt gets an equal share of the remaining time, so that a host that sends nothing does not hide the
    /// next. Settings that cannot be divided into hosts are one attempt.
    ///
    /// The next host is tried if a host is unreachable, or if its server refuses with an SQLSTATE of class 57 (it is
    /// starting or stopping) or 53 (it has no room for another connection). Any other refusal, such as that of a
    /// password, ends the search. With libpq, class 53 ends the search too. A host whose certificate cannot be verified
    /// does not end it.
    static func connect(
        _ settings: ConnectionSettings, logger: Logger, tickets: RunTickets,
        deadline: ContinuousClock.Instant
    ) throws(PostgresError) -> PQConnection {
        try settings.check()
        let attempts = settings.attempts
        var (reasons, lastCode, passingCode) = ([String](), SQLState?.none, SQLState?.none)
        var areSettingsWrong = true
        for (index, attempt) in attempts.enumerated() {
            let left = ContinuousClock.now.duration(to: deadline)
            if index > 0, left <= .zero {
                areSettingsWrong = false
                break
            }
            do throws(PostgresError) {
                return try PQConnection(
                    attempt, logger: logger, tickets: tickets,
                    deadline: .now + left / (attempts.count - index))
            } catch {
                let (reason, code): (String, SQLState?)
                switch error {
                case .misconfigured(let problem): (reason, code) = (problem, nil)
                case .unreachable(let problem, let state):
                    (reason, code) = (problem, state)
                    areSettingsWrong = false
                default: throw error
                }
                // With two passes, a host may fail twice for the same reason.
                if !reasons.contains(reason) { reasons.append(reason) }
                if let code {
                    lastCode = code
                    if !code.isPassingRefusal { break }
                    passingCode = code
                }
            }
        }
        if areSettingsWrong { throw .misconfigured(reasons.joined(separator: "; ")) }
        // As long as one server may accept the connection later, the refusal of another is not final.
        throw .unreachable(reasons.joined(separator: "; "), passingCode ?? lastCode)
    }

    /// Begins to connect, and returns libpq's connection.
    static func start(_ settings: ConnectionSettings) throws(PostgresError) -> OpaquePointer {
        let parameters =
            settings.parameters + [
                // Text is UTF-8, regardless of the environment.
                ("client_encoding", "UTF8"), ("fallback_application_name", "josk"),
            ]
        // Invariant: strdup's copies live until libpq has read them, which it does before it returns.
        let keywords = parameters.map { strdup($0.keyword) }
        let values = parameters.map { strdup($0.value) }
        defer { for copy in keywords + values { free(copy) } }
        let ended: [UnsafePointer<CChar>?] = [nil]
        // With the 1, the value of dbname may be a URL.
        guard
            let connection = PQconnectStartParams(
                keywords.map { UnsafePointer($0) } + ended, values.map { UnsafePointer($0) } + ended, 1)
        else { throw .unreachable("libpq could not allocate memory for a connection") }
        // Only verbose messages contain the SQLSTATE with which a server refuses a connection.
        PQsetErrorVerbosity(connection, PQERRORS_VERBOSE)
        return connection
    }

    /// Completes the connection, and returns the key of its cancel requests.
    ///
    /// The deadline covers all addresses of the host together. libpq looks up names itself, regardless of the
    /// deadline.
    func connect(
        with settings: ConnectionSettings, by deadline: ContinuousClock.Instant
    ) throws(PostgresError) -> CancelKey? {
        let trace = ConnectTrace(of: pgConn)
        defer { _ = trace.end() }
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
                return trace.end().flatMap { CancelKey(from: $0, of: pgConn) }
            case .finish(.failed):
                let refusal = refusal()
                guard case .unreachable(let message, nil) = refusal else { throw refusal }
                throw settings.problem(reportedAs: message) ?? refusal
            case .finish(.deadlinePassed): throw refusal("the server did not respond in time: ")
            }
        }
    }

    /// Returns the reason why no connection was made.
    ///
    /// libpq reports the SQLSTATE only in its text: `FATAL:  28P01: password …`.
    private func refusal(_ prefix: String = "") -> PostgresError {
        var code: SQLState?
        var lines: [String] = []
        for line in message.split(separator: "\n") {
            // The location in the server's source, which accompanies the code.
            if line.contains(#/\.c:\d+$/#) { continue }
            guard let found = line.firstMatch(of: #/:  ([0-9A-Z]{5}): /#) else {
                lines.append(line.trimmingCharacters(in: .whitespaces))
                continue
            }
            code = SQLState(String(found.1))
            lines.append(line.replacingCharacters(in: found.range, with: ": "))
        }
        // No password was given: the code is that of a server that refuses a wrong one.
        if code == nil, PQconnectionNeedsPassword(pgConn) == 1 { code = .invalidPassword }
        return .unreachable(prefix + lines.joined(separator: "; "), code)
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
