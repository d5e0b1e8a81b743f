import HistoryChecker

/// Builds a history: each statement carries out one call on a serial ledger and writes its lines.
///
/// The statements' order is the order in which the calls take effect; the times are independent of it. So a history
/// whose statements are not in the order of its times is a false one.
struct Shop {
    /// The end of a call.
    enum Ending {
        /// The call returns its result.
        case returned
        /// The call returns `unknown`, and its command was carried out.
        case unknown
        /// The call returns `unknown`, and its command was not carried out.
        case lost
        /// The call returns `committed`.
        case committed
        /// The call returns `notCommitted`.
        case notCommitted
        /// The call does not return, and its command was carried out.
        case killed
        /// The call does not return, and its command was not carried out.
        case killedEarly
    }

    var ledger: SerialLedger
    private(set) var lines: [JSONValue] = []
    private var calls = 0
    private var clock: Int64 = 1000

    init(ledger: SerialLedger = SerialLedger()) { self.ledger = ledger }

    /// The lines of the calls and all rows.
    var history: TestHistory { TestHistory(lines: lines + ledger.allRows()) }

    /// Adds a call; without times, it begins after the end of the previous call.
    @discardableResult
    mutating func call(
        _ request: ShopRequest, key: String, at times: ClosedRange<Int64>? = nil, process: String = "w1",
        task: Int64 = 1, ending: Ending = .returned
    ) -> SerialLedger.Outcome? {
        let isExecuted = ![.lost, .notCommitted, .killedEarly].contains(ending)
        let outcome = isExecuted ? ledger.execute(request, key: key) : nil
        let result: JSONValue? =
            switch ending {
            case .returned: outcome.map { Self.result(of: $0) }
            case .unknown, .lost: ["outcome": "unknown"]
            case .committed: ["outcome": "committed"]
            case .notCommitted: ["outcome": "notCommitted"]
            case .killed, .killedEarly: nil
            }
        write(request.json, key: key, at: times, process, task, result)
        return outcome
    }

    /// Adds a read; without times, it begins after the end of the previous call.
    mutating func read(
        _ read: ShopRead, at times: ClosedRange<Int64>? = nil, process: String = "w1", task: Int64 = 1
    ) {
        var result: JSONValue = ["outcome": "read"]
        if let value = ledger.read(read) { result["result"] = value }
        write(read.json, key: nil, at: times, process, task, result)
    }

    /// Adds a line `ended` for a process.
    mutating func end(_ process: String, at time: Int64) {
        lines.append(["type": "ended", "process": .string(process), "at": .integer(time)])
    }

    static func result(of outcome: SerialLedger.Outcome) -> JSONValue {
        switch outcome {
        case .accepted(let receipt): ["outcome": "accepted", "receipt": receipt]
        case .rejected(let rejection): ["outcome": "rejected", "rejection": rejection]
        case .keyReused: ["outcome": "keyReused"]
        }
    }

    private mutating func write(
        _ request: JSONValue, key: String?, at times: ClosedRange<Int64>?, _ process: String, _ task: Int64,
        _ result: JSONValue?
    ) {
        calls += 1
        let times = times ?? clock + 10...clock + 20
        clock = max(clock, times.upperBound)
        let id: JSONValue = .string("\(process)-\(calls)")
        lines.append([
            "type": "invoked", "call": id, "process": .string(process), "task": .integer(task),
            "at": .integer(times.lowerBound), "business": .string(ledger.business),
            "key": key.map { .string($0) } ?? nil, "request": request,
        ])
        guard let result, case .object(let members) = result else { return }
        lines.append(
            .object(
                [.init("type", "returned"), .init("call", id), .init("at", .integer(times.upperBound))]
                    + members))
    }
}
