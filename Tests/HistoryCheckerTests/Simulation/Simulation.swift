import HistoryChecker

/// A random correct history: overlapping calls of several processes on one serial ledger.
///
/// Each call is carried out at a random moment after its invocation. Some calls return `unknown` before that moment,
/// and some processes are killed; their commands are carried out later, or never.
struct Simulation {
    /// An attempt that has been invoked.
    struct Attempt {
        let id: String
        let process: String
        let task: Int
        let invoked: Int64
        /// The command with its key; nil for a read.
        let command: (key: String, request: ShopRequest)?
        let read: ShopRead?
        /// The result, once it is decided.
        var result: JSONValue?
        /// The time by which the attempt returned without a result, or its process was killed.
        var abandoned: Int64?
    }

    /// A fault of the ledger, which makes the history false.
    enum Fault: CaseIterable {
        /// Reads return an older state.
        case staleReads
        /// Some commands are rejected because of an older state.
        case staleRejections
        /// Some accepted commands are rolled back.
        case lostCommits
        /// Some purchases charge an older price.
        case stalePrices
    }

    private let fault: Fault?
    /// The state of the ledger some calls ago, for faults.
    private var older: SerialLedger
    var random: SplitMix64
    var ledger = SerialLedger()
    var lines: [JSONValue] = []
    var now: Int64 = 1000
    /// The calls that have not returned.
    private var inFlight: [Attempt] = []
    /// Attempts that have ended without a result, and that may still be carried out.
    private var abandoned: [Attempt] = []
    private var processes = ["w1", "w2", "w3"]
    private var processCount = 3
    private let tasksPerProcess: Int
    private var callCount = 0
    private var requests: RandomRequests
    /// The commands that may be repeated.
    private var commands: [(key: String, request: ShopRequest)] = []

    init(seed: UInt64, tasksPerProcess: Int = 4, customers: Int = 3, products: Int = 4, fault: Fault? = nil) {
        self.fault = fault
        random = SplitMix64(seed: seed)
        self.tasksPerProcess = tasksPerProcess
        requests = RandomRequests(customers: customers, products: products)
        for (index, request) in requests.older.enumerated() {
            _ = ledger.execute(request, key: "old\(index)")
        }
        older = ledger
    }

    /// Runs until a number of calls has been made, and returns the history.
    mutating func run(calls: Int) -> TestHistory {
        while callCount < calls {
            now += Int64(random.number(0...20))
            switch random.number(1...100) {
            case 1...40: invoke()
            case 41...65: carryOut()
            case 66...99: end()
            default: if random.chance(20) { kill() }
            }
        }
        while !inFlight.isEmpty {
            now += 1
            end()
        }
        for _ in 0..<abandoned.count where random.chance(50) { carryOut() }
        return TestHistory(lines: lines + ledger.allRows())
    }

    private mutating func invoke() {
        let process = random.element(of: processes)
        let task = random.number(1...tasksPerProcess)
        if inFlight.contains(where: { $0.process == process && $0.task == task }) { return }
        callCount += 1
        if fault != nil, callCount.isMultiple(of: 40) { older = ledger }
        var attempt = Attempt(
            id: "\(process)-\(callCount)", process: process, task: task, invoked: now, command: nil, read: nil
        )
        if random.chance(30) {
            let read = requests.read(&random, ledger)
            attempt = Attempt(
                id: attempt.id, process: process, task: task, invoked: now, command: nil, read: read)
        } else {
            attempt = Attempt(
                id: attempt.id, process: process, task: task, invoked: now, command: command(), read: nil)
        }
        inFlight.append(attempt)
        lines.append([
            "type": "invoked", "call": .string(attempt.id), "process": .string(process),
            "task": .integer(Int64(task)), "at": .integer(now), "business": .string(ledger.business),
            "key": attempt.command.map { .string($0.key) } ?? nil,
            "request": attempt.command?.request.json ?? attempt.read?.json ?? nil,
        ])
    }

    /// Returns a new command, an earlier one, or another request under the key of an earlier one.
    private mutating func command() -> (key: String, request: ShopRequest) {
        if random.chance(25), !commands.isEmpty {
            let recent = Array(commands.suffix(20))
            let earlier = random.element(of: recent)
            return random.chance(90) ? earlier : (earlier.key, requests.request(&random, ledger))
        }
        let command = (key: "k\(callCount)", request: requests.request(&random, ledger))
        commands.append(command)
        return command
    }

    /// Carries out an attempt that is in flight, or one that was abandoned.
    private mutating func carryOut() {
        if !abandoned.isEmpty, inFlight.isEmpty || random.chance(20) {
            let attempt = abandoned.remove(at: random.number(0...abandoned.count - 1))
            _ = result(of: attempt)
            return
        }
        let waiting = inFlight.indices.filter { inFlight[$0].result == nil }
        if waiting.isEmpty { return }
        let index = random.element(of: waiting)
        inFlight[index].result = result(of: inFlight[index])
    }

    private mutating func result(of attempt: Attempt) -> JSONValue {
        if let read = attempt.read {
            var result: JSONValue = ["outcome": "read"]
            if let value = (fault == .staleReads ? older : ledger).read(read) { result["result"] = value }
            return result
        }
        guard let (key, request) = attempt.command else { return .null }
        let outcome = execute(request, key: key)
        if case .rejected = outcome {
            // A rejection makes sure that no attempt that had ended before is carried out later.
            abandoned.removeAll { other in
                other.command?.key == key && other.command?.request == request
                    && (other.abandoned ?? .max) < attempt.invoked
            }
        }
        return Shop.result(of: outcome)
    }

    private mutating func execute(_ request: ShopRequest, key: String) -> SerialLedger.Outcome {
        let before = ledger
        switch fault {
        case .staleRejections:
            var stale = older
            if case .rejected(let rejection) = stale.execute(request, key: key) {
                return .rejected(rejection)
            }
            return ledger.execute(request, key: key)
        case .stalePrices:
            for (id, product) in older.products { ledger.products[id]?.price = product.price }
            let outcome = ledger.execute(request, key: key)
            for (id, product) in before.products { ledger.products[id]?.price = product.price }
            if case .price(let product, let price) = request { ledger.products[product]?.price = price }
            return outcome
        case .lostCommits:
            let outcome = ledger.execute(request, key: key)
            if random.chance(20) { ledger = before }
            return outcome
        case .staleReads, nil: return ledger.execute(request, key: key)
        }
    }

    /// Ends a call: writes its return.
    private mutating func end() {
        guard !inFlight.isEmpty else { return }
        let index = random.number(0...inFlight.count - 1)
        var attempt = inFlight[index]
        var result: JSONValue
        if attempt.command == nil {
            result = attempt.result ?? self.result(of: attempt)
            if random.chance(3) { result = ["outcome": "failed"] }
        } else if let decided = attempt.result {
            let isAccepted = decided["outcome"] == "accepted"
            result = isAccepted && random.chance(5) ? ["outcome": "committed"] : decided
            if random.chance(5) { result = ["outcome": "unknown"] }
        } else if random.chance(30) {
            result = ["outcome": random.chance(50) ? "notCommitted" : "unknown"]
            attempt.abandoned = now
            if result["outcome"] == "unknown", random.chance(70) { abandoned.append(attempt) }
        } else {
            return
        }
        inFlight.remove(at: index)
        guard case .object(let members) = result else { return }
        lines.append(
            .object(
                [.init("type", "returned"), .init("call", .string(attempt.id)), .init("at", .integer(now))]
                    + members))
    }

    /// Kills a process; its calls do not return.
    private mutating func kill() {
        let index = random.number(0...processes.count - 1)
        let process = processes[index]
        for var attempt in inFlight where attempt.process == process && attempt.command != nil {
            attempt.abandoned = now
            if attempt.result == nil, random.chance(70) { abandoned.append(attempt) }
        }
        inFlight.removeAll { $0.process == process }
        if random.chance(50) {
            lines.append(["type": "ended", "process": .string(process), "at": .integer(now)])
        }
        processCount += 1
        processes[index] = "w\(processCount)"
    }
}
