import JoskLedger
import JoskLock
import JoskTesting

/// One task of a process, which makes one call at a time.
struct WorkerTask {
    private let run: WorkerRun
    private let task: Int
    private let ledger: Ledger
    private let file: HistoryFile
    private let memory: Locked<ProcessMemory>
    private var generator: RequestGenerator
    private var count = 0

    init(
        _ run: WorkerRun, _ task: Int, on ledger: Ledger, _ file: HistoryFile, _ memory: Locked<ProcessMemory>
    ) {
        (self.run, self.task, self.ledger) = (run, task, ledger)
        (self.file, self.memory) = (file, memory)
        generator = RequestGenerator(seed: run.seed, number: run.number * 100 + task)
    }

    /// Settles the given commands, and then makes random calls until the end of the run.
    mutating func run(_ unsettled: [UnsettledCommand]) async throws {
        for command in unsettled {
            // Without faults one attempt suffices. A command that still fails stays unsettled, and the checker sees
            // why.
            for _ in 0..<(run.onlySettles ? 50 : 1) {
                let outcome = try await call(command.request, key: command.key, in: command.business)
                if outcome != .unknown && outcome != .notCommitted { break }
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        while !run.onlySettles, SharedClock.now < run.until { try await act() }
    }

    private mutating func act() async throws {
        let business = generator.random.element(of: run.businesses)
        let rows = memory.withLock { $0.rows[business.id] } ?? ProcessMemory.Rows()
        switch generator.random.number(in: 0...99) {
        case ..<24: try await call(generator.read(in: business, rows), key: nil, in: business.id)
        case ..<28: try await repeatCommand()
        case ..<30: try await reuseKey()
        case ..<36: try await sendShared()
        default:
            let request = generator.command(in: business, rows)
            try await persist(request, key: "\(run.name)-\(task)-\(count)", in: business.id)
        }
    }

    /// Sends a command, and in most cases sends it again while its outcome is unknown.
    private mutating func persist(_ request: CallRequest, key: String, in business: Business.ID) async throws
    {
        for _ in 0..<3 {
            let outcome = try await call(request, key: key, in: business)
            let chance = outcome == .unknown ? 80 : outcome == .notCommitted ? 30 : 0
            if generator.random.number(in: 0...99) >= chance { return }
        }
    }

    /// Sends one of the process's latest commands again.
    private mutating func repeatCommand() async throws {
        let made = memory.withLock(\.made)
        if made.isEmpty { return }
        let command = generator.random.element(of: made)
        try await call(command.request, key: command.key, in: command.business)
    }

    /// Sends another request under the key of one of the process's latest commands.
    private mutating func reuseKey() async throws {
        let made = memory.withLock(\.made)
        guard !made.isEmpty else { return }
        let command = generator.random.element(of: made)
        guard let business = run.businesses.first(where: { $0.id == command.business }) else { return }
        let rows = memory.withLock { $0.rows[business.id] } ?? ProcessMemory.Rows()
        var request = command.request
        // A request of the same kind is the harder case.
        for _ in 0..<20 where request == command.request || request.kind != command.request.kind {
            request = generator.command(in: business, rows)
        }
        if request == command.request { return }
        try await call(request, key: command.key, in: business.id)
    }

    /// Sends a command that other processes send at the same time, under the same key.
    private mutating func sendShared() async throws {
        let moment = SharedClock.now / 40_000
        var shared = RequestGenerator(seed: run.seed &* 31 &+ UInt64(moment), number: 99_999)
        let business = shared.random.element(of: run.businesses)
        let request = shared.sharedCommand(in: business)
        try await persist(request, key: "shared-\(moment)", in: business.id)
    }

    @discardableResult
    private mutating func call(
        _ request: CallRequest, key: String?, in business: Business.ID
    ) async throws -> Outcome {
        count += 1
        let name = "\(run.name)-\(task)-\(count)"
        try file.append(
            InvokedLine(
                call: name, process: run.name, task: task, at: SharedClock.now, business: business, key: key,
                request: request))
        let line = try await request.perform(as: name, key: key, on: ledger.tenant(business))
        try file.append(line)
        let receipt = line.receipt
        memory.withLock { memory in
            if let receipt { memory.take(request, receipt, in: business) }
            if let key { memory.take(ProcessMemory.Made(business: business, key: key, request: request)) }
        }
        return line.outcome
    }
}
