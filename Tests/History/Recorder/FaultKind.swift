/// A kind of fault that is injected while a history is recorded.
enum FaultKind: String, CaseIterable, Sendable {
    case sessionTerminated = "session terminated"
    case sessionsTerminated = "all sessions terminated"
    case statementCancelled = "statement cancelled"
    case sessionStopped = "session stopped for a while"
    case serverStopped = "server stopped and started"
    case serverCrashed = "server crashed and started"
    case readOnly = "server read-only for a while"
    case clientKilled = "client killed, keys run again"
    case clientStopped = "client stopped for a while"
    case cutBefore = "network cut before COMMIT"
    case cutAfter = "network cut after COMMIT"
    case delayed = "network delayed"
    case silenced = "response to COMMIT silenced"
    case held = "COMMIT held back"
    case rewritten = "response to COMMIT rewritten"
    case split = "response split into bytes"
    case rowHeld = "row held by another session"

    /// The kinds of one round, which are injected in random order; frequent kinds occur several times.
    static let mix: [FaultKind] = [
        .sessionTerminated, .statementCancelled, .cutBefore, .cutAfter, .rewritten, .held, .silenced,
        .rowHeld,
        .delayed, .split, .sessionStopped, .cutBefore, .cutAfter, .held, .rewritten, .sessionsTerminated,
        .rowHeld, .clientStopped, .clientKilled, .silenced, .sessionTerminated, .statementCancelled,
        .readOnly,
        .cutAfter, .held, .rewritten, .serverStopped, .rowHeld, .cutBefore, .serverCrashed, .silenced, .held,
        .silenced,
    ]
}
