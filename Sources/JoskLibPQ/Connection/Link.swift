import CJoskLibPQ
import Foundation
import Logging

/// One connection of libpq and its socket, driven by the machines. It belongs to one thread, and its methods wait
/// on it.
final class Link {
    // Invariant: made by PQconnectStartParams, never nil, and freed once, in `deinit`.
    private let connection: OpaquePointer
    private let wakeUp: WakeUp
    private let notices: NoticeReceiver
    /// The statements that the server knows by name.
    private var prepared: Set<String> = []
    /// What is wrong with the connection, if it can be used no more.
    private(set) var failure: PostgresError?

    /// Connects, in pipeline mode from then on.
    init(
        _ settings: ConnectionSettings, logger: Logger, wakeUp: WakeUp, deadline: ContinuousClock.Instant
    ) throws(PostgresError) {
        guard let connection = Self.start(settings) else {
            throw .unreachable("libpq found no memory for a connection")
        }
        self.connection = connection
        self.wakeUp = wakeUp
        notices = NoticeReceiver(logger: logger)
        notices.receive(from: connection)
        try connect(by: deadline)
        PQsetnonblocking(connection, 1)
        guard PQenterPipelineMode(connection) == 1 else { throw .unreachable(message) }
    }

    deinit { PQfinish(connection) }

    /// Whether the connection can be used for something new: alive, and in no transaction.
    var isIdle: Bool { failure == nil && PQtransactionStatus(connection) == PQTRANS_IDLE }
    /// The server's version: 150018 is 15.18.
    var serverVersion: Int { Int(PQserverVersion(connection)) }
    /// The process that serves this connection.
    var backendPID: Int32 { PQbackendPID(connection) }

    func parameterStatus(_ name: String) -> String? {
        PQparameterStatus(connection, name).map { String(cString: $0) }
    }

    private var message: String {
        String(cString: PQerrorMessage(connection)).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

// MARK: - Connecting

extension Link {
    private static func start(_ settings: ConnectionSettings) -> OpaquePointer? {
        // Invariant: strdup's copies live until libpq has read them, which it does before it returns.
        let keywords = settings.parameters.map { strdup($0.keyword) }
        let values = settings.parameters.map { strdup($0.value) }
        defer { for copy in keywords + values { free(copy) } }
        let ended: [UnsafePointer<CChar>?] = [nil]
        // The 1 lets the value of dbname be a URL.
        return PQconnectStartParams(
            keywords.map { UnsafePointer($0) } + ended, values.map { UnsafePointer($0) } + ended, 1)
    }

    private func connect(by deadline: ContinuousClock.Instant) throws(PostgresError) {
        var machine = ConnectMachine()
        var event = ConnectMachine.Event.started(PQstatus(connection) != CONNECTION_BAD)
        while true {
            switch machine.next(after: event) {
            case .wait(let readiness):
                event = wait(for: readiness, until: deadline) == nil ? .deadlinePassed : .ready
            case .poll: event = .polled(Self.outcome(of: PQconnectPoll(connection)))
            case .finish(.connected): return
            case .finish(.failed): throw .unreachable(message)
            case .finish(.deadlinePassed): throw .unreachable("no answer in time. \(message)")
            }
        }
    }

    private static func outcome(of status: PostgresPollingStatusType) -> ConnectMachine.PollOutcome {
        switch status {
        case PGRES_POLLING_READING: .reading
        case PGRES_POLLING_WRITING: .writing
        case PGRES_POLLING_OK: .connected
        default: .failed
        }
    }
}

// MARK: - Running a pipeline

extension Link {
    /// Sends statements in one flush, and waits for the answers: as many as there are statements.
    ///
    /// - Throws: ``PostgresError/refused(_:)`` for the first statement that failed, once the server is done with
    ///   all of them; or what makes the connection useless, which it then stays.
    func run(_ pipeline: Pipeline, by deadline: ContinuousClock.Instant) throws(PostgresError) -> [Rows] {
        if let failure { throw failure }
        let slots = try queue(pipeline)
        var answers = Answers(to: slots)
        var machine = PipelineMachine(statementCount: slots.count)
        var event = PipelineMachine.Event.started
        while true {
            switch machine.next(after: event) {
            case .flush: event = flush()
            case .wait(let readiness):
                event = wait(for: readiness, until: deadline).map { .ready($0) } ?? .deadlinePassed
            case .consumeInput: event = .consumed(PQconsumeInput(connection) == 1)
            case .takeResult: event = takeResult(of: machine.receivingStatement, into: &answers)
            case .finish(let ending): return try conclude(ending, answers)
            }
        }
    }

    /// Queues every statement, those that are not prepared yet behind their preparation.
    private func queue(_ pipeline: Pipeline) throws(PostgresError) -> [Slot] {
        var slots: [Slot] = []
        var preparing: Set<String> = []
        for query in pipeline.queries {
            if let name = query.statement.name, !prepared.contains(name), preparing.insert(name).inserted {
                try prepare(query, as: name)
                slots.append(.preparation(name))
            }
            try send(query)
            slots.append(.query)
        }
        guard PQpipelineSync(connection) == 1 else { throw fail(.lost(message, nil)) }
        return slots
    }

    private func prepare(_ query: Pipeline.Query, as name: String) throws(PostgresError) {
        let types = query.parameters.types.map(\.rawValue)
        let isQueued = PQsendPrepare(connection, name, query.statement.sql, Int32(types.count), types)
        guard isQueued == 1 else { throw fail(.lost(message, nil)) }
    }

    private func send(_ query: Pipeline.Query) throws(PostgresError) {
        let parameters = query.parameters
        let count = Int32(parameters.ranges.count)
        let formats = [Int32](repeating: 1, count: parameters.ranges.count)
        let lengths = parameters.ranges.map { Int32(clamping: $0?.count ?? 0) }
        let isQueued = parameters.bytes.withUnsafeBufferPointer { buffer in
            // Invariant: libpq copies the values before it returns. An empty value still needs an address, for
            // none means null.
            let base = buffer.baseAddress ?? Self.somewhere
            let values = parameters.ranges.map { range in
                range.map { UnsafeRawPointer(base + $0.lowerBound).assumingMemoryBound(to: CChar.self) }
            }
            if let name = query.statement.name {
                return PQsendQueryPrepared(connection, name, count, values, lengths, formats, 1)
            }
            let types = parameters.types.map(\.rawValue)
            return PQsendQueryParams(
                connection, query.statement.sql, count, types, values, lengths, formats, 1)
        }
        guard isQueued == 1 else { throw fail(.lost(message, nil)) }
    }

    /// An address that is not null; nothing is read from it.
    // Invariant: never freed and never written.
    private static nonisolated(unsafe) let somewhere = UnsafePointer(
        UnsafeMutablePointer<UInt8>.allocate(capacity: 1))

    private func flush() -> PipelineMachine.Event {
        switch PQflush(connection) {
        case 0: .flushed(.everything)
        case 1: .flushed(.aPart)
        default: .flushed(.failed)
        }
    }

    private func takeResult(of slot: Int?, into answers: inout Answers) -> PipelineMachine.Event {
        if PQisBusy(connection) == 1 { return .busy }
        guard let result = PQgetResult(connection) else { return .noResult }
        let rows = Rows(owning: result)
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK:
            answers.take(rows, of: slot)
            return .result(.success)
        case PGRES_FATAL_ERROR:
            answers.take(ServerError(of: result, otherwise: message))
            return .result(PQstatus(connection) == CONNECTION_BAD ? .connectionLost : .failure)
        case PGRES_PIPELINE_ABORTED: return .result(.aborted)
        case PGRES_PIPELINE_SYNC: return .result(.synchronization)
        default: return .result(.foreign)
        }
    }

    private func conclude(
        _ ending: PipelineMachine.Ending, _ answers: Answers
    ) throws(PostgresError) -> [Rows] {
        prepared.formUnion(answers.preparedNames)
        switch ending {
        case .synchronized:
            guard let error = answers.error else { return answers.rows }
            // What the server has forgotten, or no longer plans the same, is prepared again the next time.
            if error.sqlState == "26000" || error.sqlState == "0A000" { prepared = [] }
            throw .refused(error)
        case .connectionLost: throw fail(.lost(message, answers.error))
        case .deadlinePassed: throw fail(.timedOut)
        case .violated(let what): throw fail(.malformed(what))
        }
    }

    private func fail(_ error: PostgresError) -> PostgresError {
        failure = error
        return error
    }
}

// MARK: - Waiting

extension Link {
    /// Waits until the socket is ready, and says which way; nil once the deadline has passed.
    private func wait(for readiness: Readiness, until deadline: ContinuousClock.Instant) -> Readiness? {
        while true {
            let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
            if left <= 0 { return nil }
            var descriptors = [
                pollfd(fd: PQsocket(connection), events: Self.events(readiness), revents: 0),
                pollfd(fd: wakeUp.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            // Rounded up, so that it does not spin through the last millisecond.
            let count = poll(&descriptors, 2, Int32(min(left.rounded(.up), 3_600_000)))
            if count < 0, errno != EINTR { return readiness }
            if descriptors[1].revents != 0 { wakeUp.clear() }
            if descriptors[0].revents != 0 { return Self.readiness(descriptors[0].revents, readiness) }
        }
    }

    private static func events(_ readiness: Readiness) -> Int16 {
        Int16((readiness.contains(.read) ? POLLIN : 0) | (readiness.contains(.write) ? POLLOUT : 0))
    }

    /// A socket that is broken is ready for whatever was waited for: trying it tells what is wrong.
    private static func readiness(_ events: Int16, _ waited: Readiness) -> Readiness {
        if Int32(events) & Int32(POLLERR | POLLHUP | POLLNVAL) != 0 { return waited }
        var readiness: Readiness = []
        if Int32(events) & Int32(POLLIN) != 0 { readiness.insert(.read) }
        if Int32(events) & Int32(POLLOUT) != 0 { readiness.insert(.write) }
        return readiness
    }
}

// MARK: - Answers

/// What each result belongs to.
private enum Slot {
    case preparation(String)
    case query
}

/// The results of a pipeline as they come in.
private struct Answers {
    private let slots: [Slot]
    private(set) var rows: [Rows] = []
    private(set) var preparedNames: [String] = []
    /// The first error: what came after it was not run.
    private(set) var error: ServerError?

    init(to slots: [Slot]) { self.slots = slots }

    mutating func take(_ rows: Rows, of slot: Int?) {
        guard let slot, slot < slots.count else { return }
        switch slots[slot] {
        case .preparation(let name): preparedNames.append(name)
        case .query: self.rows.append(rows)
        }
    }

    mutating func take(_ error: ServerError) {
        if self.error == nil { self.error = error }
    }
}
