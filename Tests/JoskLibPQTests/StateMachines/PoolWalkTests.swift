import JoskLibPQ
import JoskTesting
import Testing

extension ConnectionUse {
    fileprivate var isCommand: Bool { kind == .command || kind == .largeCommand }
}

/// A simulated environment of a pool, with its own record of the permitted states.
private struct PoolWorld {
    enum Place {
        case opening, idle
        case leased(PoolStateMachine.WaiterID)
        case closing
    }

    enum Step: CaseIterable {
        case command, largeCommand, read, largeRead, scan, cancel, expire, release, releaseBroken, replace,
            opened, failed, denied, closed, backoffEnded, shutDown
    }

    let maximum: Int
    let shares: PoolShares
    let parties: [ConnectionUse.Party]
    var pool: PoolStateMachine
    var places: [PoolStateMachine.ConnectionID: Place] = [:]
    /// The waiters, in the order of their requests.
    var queue: [PoolStateMachine.WaiterID] = []
    var resolved: Set<PoolStateMachine.WaiterID> = []
    var isBackingOff = false
    /// True after a failure until an attempt succeeds: until then, one attempt at a time is enough.
    var isTrying = false
    var (isShuttingDown, isFinished) = (false, false)
    var flaws: [String] = []

    init(maximum: Int, maximumWaiters: Int, parties: Int = 1, shares: PoolShares? = nil) {
        self.maximum = maximum
        self.shares = shares ?? PoolShares(of: maximum)
        self.parties = (0..<parties).map { ConnectionUse.Party(high: 1, low: UInt64($0)) }
        pool = PoolStateMachine(
            .init(
                maximum: maximum,
                waitLimits: .init(
                    commands: maximumWaiters, reads: maximumWaiters, readsPerParty: maximumWaiters),
                backoff: .milliseconds(1)...(.seconds(1)), shares: self.shares))
    }

    /// The uses of the lent connections.
    var uses: [ConnectionUse] {
        places.values.compactMap { if case .leased(let waiter) = $0 { waiter.use } else { nil } }
    }

    /// The waiters that would get a connection if there were enough of them.
    var served: [PoolStateMachine.WaiterID] {
        var uses = uses
        return queue.filter { waiter in
            guard isPermitted(waiter.use, beside: uses) else { return false }
            uses.append(waiter.use)
            return true
        }
    }

    /// Returns true if the shares permit a use beside others.
    func isPermitted(_ use: ConnectionUse, beside uses: [ConnectionUse]) -> Bool {
        func count(_ kinds: ConnectionUse.Kind..., own: Bool = false) -> Int {
            uses.count { kinds.contains($0.kind) && (!own || $0.party == use.party) }
        }
        switch use.kind {
        case .command, .largeCommand:
            let hasRoomForLong =
                count(.largeCommand, .largeRead, .scan) < shares.longWork
                && count(.read, .largeCommand, .largeRead, .scan) < shares.reads
            let ownShare = use.kind == .command ? shares.commandsPerParty : shares.largeCommandsPerParty
            let hasRoomForLarge = hasRoomForLong && count(.largeCommand) < shares.largeCommands
            let hasRoom = count(.command, .largeCommand, .largeRead, .scan) < shares.commands
            let othersWait = queue.contains { other in
                other.use.isCommand && other.use.party != use.party && hasRoom
                    && (other.use.kind == .command || hasRoomForLarge)
            }
            return count(.command, .largeCommand, .largeRead, .scan) < shares.commands
                && (use.kind == .command || hasRoomForLarge)
                && (!othersWait || count(use.kind, own: true) < ownShare)
        case .read, .largeRead, .scan:
            let reads = count(.read, .largeCommand, .largeRead, .scan)
            let own = count(use.kind, own: true)
            if use.kind == .read { return reads < shares.reads && own < shares.readsPerParty }
            guard reads < shares.reads, count(.command, .largeCommand, .largeRead, .scan) < shares.commands,
                count(.largeCommand, .largeRead, .scan) < shares.longWork
            else { return false }
            if use.kind == .scan {
                return count(.scan) < shares.scans && own < shares.scansPerParty
            }
            return count(.largeRead) < shares.largeReads && own < shares.largeReadsPerParty
        }
    }

    /// Returns true if a waiter is the first of those with its kind of work and its party.
    func isFirstInLine(_ waiter: PoolStateMachine.WaiterID) -> Bool {
        let line = queue.filter { $0.use.kind == waiter.use.kind && $0.use.party == waiter.use.party }
        return line.min { $0.number < $1.number } == waiter
    }

    func connections(_ isWanted: (Place) -> Bool) -> [PoolStateMachine.ConnectionID] {
        places.filter { isWanted($0.value) }.map(\.key).sorted { $0.number < $1.number }
    }

    var opening: [PoolStateMachine.ConnectionID] {
        connections { if case .opening = $0 { true } else { false } }
    }
    var leased: [PoolStateMachine.ConnectionID] {
        connections { if case .leased = $0 { true } else { false } }
    }
    var idle: [PoolStateMachine.ConnectionID] { connections { if case .idle = $0 { true } else { false } } }
    var closing: [PoolStateMachine.ConnectionID] {
        connections { if case .closing = $0 { true } else { false } }
    }

    /// Returns true if there is something to which the step applies.
    func canTake(_ step: Step) -> Bool {
        switch step {
        case .command, .largeCommand, .read, .largeRead, .scan: true
        case .cancel, .expire: !queue.isEmpty
        case .release, .releaseBroken, .replace: !leased.isEmpty
        case .opened, .failed, .denied: !opening.isEmpty
        case .closed: !closing.isEmpty
        case .backoffEnded: isBackingOff
        case .shutDown: !isShuttingDown
        }
    }

    /// Takes a step, if there is something to which it applies.
    mutating func take(_ step: Step, pick: (Int) -> Int) {
        func one<Element>(of all: [Element]) -> Element? { all.isEmpty ? nil : all[pick(all.count)] }
        switch step {
        case .command: lease(.command(of: parties[pick(parties.count)]))
        case .largeCommand: lease(.command(of: parties[pick(parties.count)], isLarge: true))
        case .read: lease(.read(of: parties[pick(parties.count)], turns: 1 + pick(3)))
        case .largeRead:
            lease(.read(of: parties[pick(parties.count)], isLarge: true, turns: 1 + pick(3)))
        case .scan: lease(.scan(of: parties[pick(parties.count)]))
        case .cancel: if let waiter = one(of: queue) { apply(pool.cancel(waiter)) }
        case .expire: if let waiter = one(of: queue) { apply(pool.expire(waiter)) }
        case .release: if let id = one(of: leased) { release(id, isReusable: true) }
        case .releaseBroken: if let id = one(of: leased) { release(id, isReusable: false) }
        case .replace: if let id = one(of: leased) { replace(id) }
        case .opened: if let id = one(of: opening) { open(id) }
        case .failed: if let id = one(of: opening) { fail(id, .unreachable("full", "53300")) }
        case .denied: if let id = one(of: opening) { fail(id, .unreachable("denied", "28P01")) }
        case .closed: if let id = one(of: closing) { close(id) }
        case .backoffEnded:
            if isBackingOff { isTrying = true }
            isBackingOff = false
            apply(pool.backoffEnded())
        case .shutDown:
            isShuttingDown = true
            apply(pool.shutDown())
        }
        check()
    }

    private mutating func lease(_ use: ConnectionUse) {
        let waiter = pool.makeWaiter(for: use)
        queue.append(waiter)
        apply(pool.lease(waiter))
    }

    private mutating func release(_ id: PoolStateMachine.ConnectionID, isReusable: Bool) {
        places[id] = .idle
        apply(pool.release(id, isReusable: isReusable))
    }

    private mutating func replace(_ id: PoolStateMachine.ConnectionID) {
        guard case .leased(let waiter) = places[id] else { return }
        resolved.remove(waiter)
        queue.insert(waiter, at: 0)
        places[id] = .idle
        apply(pool.replace(id, for: waiter, jitter: 0.5))
    }

    private mutating func open(_ id: PoolStateMachine.ConnectionID) {
        places[id] = .idle
        isTrying = false
        apply(pool.opened(id))
    }

    private mutating func close(_ id: PoolStateMachine.ConnectionID) {
        places[id] = nil
        apply(pool.closed(id))
    }

    private mutating func fail(_ id: PoolStateMachine.ConnectionID, _ error: PostgresError) {
        places[id] = nil
        apply(pool.failed(id, error, jitter: 0.5))
    }

    private mutating func apply(_ actions: [PoolStateMachine.Action]) {
        for action in actions {
            switch action {
            case .open(let id):
                require(places[id] == nil && !isShuttingDown, "opened twice, or after the shutdown")
                places[id] = .opening
            case .close(let id):
                if case .idle = places[id] {} else { flaws.append("closed a connection that was not idle") }
                places[id] = .closing
            case .lend(let id, let waiter):
                if case .idle = places[id] {} else { flaws.append("lent a connection that was not idle") }
                require(isPermitted(waiter.use, beside: uses), "lent beyond a share")
                require(isFirstInLine(waiter), "lent to a waiter that was not the first of its party")
                require(!isShuttingDown, "lent after the shutdown")
                resolve(waiter)
                places[id] = .leased(waiter)
            case .refuse(let waiter, _): resolve(waiter)
            case .backOff: (isBackingOff, isTrying) = (true, false)
            case .finishShutdown:
                require(!isFinished && places.isEmpty && isShuttingDown, "finished too early, or twice")
                isFinished = true
            }
        }
    }

    private mutating func resolve(_ waiter: PoolStateMachine.WaiterID) {
        require(resolved.insert(waiter).inserted && queue.contains(waiter), "a waiter got two results")
        queue.removeAll { $0 == waiter }
    }

    private mutating func check() {
        require(places.count <= maximum && pool.connectionCount == places.count, "more than the maximum")
        require(served.isEmpty || idle.isEmpty, "a waiter waits while a connection is idle")
        require(pool.waiterCount == queue.count && pool.idleCount == idle.count, "wrong counts")
        let usage = pool.usage
        require(
            usage.idle == idle.count && usage.leased == leased.count && usage.opening == opening.count
                && usage.closing == closing.count && usage.waiters == queue.count,
            "wrong usage")
        // No waiter is forgotten: each one waits for an event that is going to happen.
        require(served.isEmpty || isBackingOff || !places.isEmpty, "a waiter waits for nothing")
        let spare = maximum - places.count
        require(
            served.count <= opening.count || isBackingOff || spare == 0 || (isTrying && !opening.isEmpty),
            "a waiter waits though a connection could be opened")
        require(!isShuttingDown || queue.isEmpty, "a waiter waits after the shutdown")
        require(!isShuttingDown || !places.isEmpty || isFinished, "the shutdown does not end")
    }

    private mutating func require(_ isTrue: Bool, _ flaw: String) { if !isTrue { flaws.append(flaw) } }
}

@Suite("The pool state machine with random events")
struct PoolWalkTests {
    @Test("Every short sequence of events keeps the pool's rules")
    func keepsRulesExhaustively() {
        var count = 0
        func explore(_ world: PoolWorld, _ depth: Int, _ path: [PoolWorld.Step]) {
            if !world.flaws.isEmpty { Issue.record("\(path): \(world.flaws)") }
            if depth == 0 || !world.flaws.isEmpty { return }
            for step in PoolWorld.Step.allCases where world.canTake(step) {
                var next = world
                next.take(step) { _ in 0 }
                count += 1
                explore(next, depth - 1, path + [step])
            }
        }
        explore(PoolWorld(maximum: 1, maximumWaiters: 1), 6, [])
        var shares = PoolShares(of: 2)
        (shares.commands, shares.takeTurns) = (1, false)
        explore(PoolWorld(maximum: 2, maximumWaiters: 2, shares: shares), 5, [])
        // From a state with a leased connection, an opening connection and a waiter in addition.
        var busy = PoolWorld(maximum: 2, maximumWaiters: 2)
        for step in [PoolWorld.Step.command, .command, .command, .opened] { busy.take(step) { _ in 0 } }
        explore(busy, 5, [])
        #expect(count > 100_000)
    }

    @Test("Random sequences of events keep the pool's rules, and every waiter gets a result")
    func keepsRules() {
        for seed in UInt64(0)..<200 {
            var random = SeededGenerator(seed: seed)
            var world = PoolWorld(
                maximum: .random(in: 1...9, using: &random),
                maximumWaiters: .random(in: 0...8, using: &random),
                parties: .random(in: 1...3, using: &random))
            for _ in 0..<300 {
                let step = PoolWorld.Step.allCases.randomElement(using: &random) ?? .command
                if step == .shutDown { continue }
                world.take(step) { .random(in: 0..<$0, using: &random) }
            }
            let endings: [[PoolWorld.Step]] = [
                [.shutDown, .opened, .release, .closed], [.backoffEnded, .opened, .release, .closed],
            ]
            for _ in 0..<200 { for step in endings[Int(seed % 2)] { world.take(step) { _ in 0 } } }
            #expect(world.flaws.isEmpty, "seed \(seed)")
            #expect(world.queue.isEmpty && world.leased.isEmpty, "seed \(seed)")
            #expect(world.isFinished == (seed % 2 == 0), "seed \(seed)")
        }
    }
}
