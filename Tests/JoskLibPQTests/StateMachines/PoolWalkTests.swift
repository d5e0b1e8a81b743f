import JoskLibPQ
import JoskTesting
import Testing

/// A pool's surroundings, which keep their own account of what may be.
private struct PoolWorld {
    enum Place {
        case opening, idle
        case leased(PoolStateMachine.WaiterID)
        case closing
    }

    enum Step: CaseIterable {
        case lease, read, cancel, expire, release, releaseBroken, replace, opened, failed, denied, closed,
            backoffEnded, shutDown
    }

    let maximum: Int
    let maximumWaiters: Int
    let reservedForReads: Int
    var pool: PoolStateMachine
    var places: [PoolStateMachine.ConnectionID: Place] = [:]
    /// Who waits, in the order of asking.
    var line: [PoolStateMachine.WaiterID] = []
    var answered: Set<PoolStateMachine.WaiterID> = []
    var isBackingOff = false
    /// After a failure one attempt at a time is enough, until one succeeds.
    var isTrying = false
    var (isShuttingDown, isFinished) = (false, false)
    var flaws: [String] = []

    init(maximum: Int, maximumWaiters: Int, reservedForReads: Int = 0) {
        self.maximum = maximum
        self.maximumWaiters = maximumWaiters
        self.reservedForReads = reservedForReads
        pool = PoolStateMachine(
            .init(
                maximum: maximum, maximumWaiters: maximumWaiters, backoff: .milliseconds(1)...(.seconds(1)),
                reservedForReads: reservedForReads))
    }

    /// Those in line who may have a connection, if there were enough.
    var served: [PoolStateMachine.WaiterID] {
        let commands = places.values.count {
            if case .leased(let waiter) = $0 { waiter.purpose == .command } else { false }
        }
        var room = maximum - reservedForReads - commands
        return line.filter { waiter in
            if waiter.purpose == .read { return true }
            room -= 1
            return room >= 0
        }
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

    /// Whether there is anything to do a step to.
    func canTake(_ step: Step) -> Bool {
        switch step {
        case .lease, .read: true
        case .cancel, .expire: !line.isEmpty
        case .release, .releaseBroken, .replace: !leased.isEmpty
        case .opened, .failed, .denied: !opening.isEmpty
        case .closed: !closing.isEmpty
        case .backoffEnded: isBackingOff
        case .shutDown: !isShuttingDown
        }
    }

    /// Does a step, if there is anything to do it to.
    mutating func take(_ step: Step, pick: (Int) -> Int) {
        func one<Element>(of all: [Element]) -> Element? { all.isEmpty ? nil : all[pick(all.count)] }
        switch step {
        case .lease, .read:
            let waiter = pool.makeWaiter(for: step == .read ? .read : .command)
            line.append(waiter)
            apply(pool.lease(waiter))
        case .cancel: if let waiter = one(of: line) { apply(pool.cancel(waiter)) }
        case .expire: if let waiter = one(of: line) { apply(pool.expire(waiter)) }
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

    private mutating func release(_ id: PoolStateMachine.ConnectionID, isReusable: Bool) {
        places[id] = .idle
        apply(pool.release(id, isReusable: isReusable))
    }

    private mutating func replace(_ id: PoolStateMachine.ConnectionID) {
        guard case .leased(let waiter) = places[id] else { return }
        answered.remove(waiter)
        line.insert(waiter, at: 0)
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
                if case .idle = places[id] {} else { flaws.append("closed what was not idle") }
                places[id] = .closing
            case .lend(let id, let waiter):
                if case .idle = places[id] {} else { flaws.append("lent what was not idle") }
                require(served.first == waiter, "not the first in line who may")
                require(!isShuttingDown, "lent after the shutdown")
                answer(waiter)
                places[id] = .leased(waiter)
            case .refuse(let waiter, _): answer(waiter)
            case .backOff: (isBackingOff, isTrying) = (true, false)
            case .finishShutdown:
                require(!isFinished && places.isEmpty && isShuttingDown, "finished too early, or twice")
                isFinished = true
            }
        }
    }

    private mutating func answer(_ waiter: PoolStateMachine.WaiterID) {
        require(answered.insert(waiter).inserted && line.contains(waiter), "answered twice")
        line.removeAll { $0 == waiter }
    }

    private mutating func check() {
        require(places.count <= maximum && pool.connectionCount == places.count, "more than the maximum")
        require(served.isEmpty || idle.isEmpty, "somebody waits while one is idle")
        let commands = places.values.count {
            if case .leased(let waiter) = $0 { waiter.purpose == .command } else { false }
        }
        require(commands <= maximum - reservedForReads, "commands have what is kept for reads")
        require(pool.waiterCount == line.count && pool.idleCount == idle.count, "lost count")
        let usage = pool.usage
        require(
            usage.idle == idle.count && usage.leased == leased.count && usage.opening == opening.count
                && usage.closing == closing.count && usage.waiters == line.count,
            "tells another use")
        // Nobody is forgotten: whoever waits, waits for something that is going to happen.
        require(served.isEmpty || isBackingOff || !places.isEmpty, "somebody waits for nothing")
        let spare = maximum - places.count
        require(
            served.count <= opening.count || isBackingOff || spare == 0 || (isTrying && !opening.isEmpty),
            "somebody waits though a connection could be opened")
        require(!isShuttingDown || line.isEmpty, "somebody waits after the shutdown")
        require(!isShuttingDown || !places.isEmpty || isFinished, "the shutdown does not end")
    }

    private mutating func require(_ isTrue: Bool, _ flaw: String) { if !isTrue { flaws.append(flaw) } }
}

@Suite("A pool under everything that can happen")
struct PoolWalkTests {
    @Test("Every short sequence of events keeps the rules")
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
        explore(PoolWorld(maximum: 1, maximumWaiters: 1), 8, [])
        explore(PoolWorld(maximum: 2, maximumWaiters: 2, reservedForReads: 1), 6, [])
        // From where there is something of everything.
        var busy = PoolWorld(maximum: 2, maximumWaiters: 2)
        for step in [PoolWorld.Step.lease, .lease, .lease, .opened] { busy.take(step) { _ in 0 } }
        explore(busy, 6, [])
        #expect(count > 100_000)
    }

    @Test("Random histories keep the rules, and every waiter is answered in the end")
    func keepsRules() {
        for seed in UInt64(0)..<200 {
            var random = SeededGenerator(seed: seed)
            let maximum = Int.random(in: 1...5, using: &random)
            var world = PoolWorld(
                maximum: maximum, maximumWaiters: .random(in: 0...8, using: &random),
                reservedForReads: .random(in: 0..<maximum, using: &random))
            for _ in 0..<300 {
                let step = PoolWorld.Step.allCases.randomElement(using: &random) ?? .lease
                if step == .shutDown { continue }
                world.take(step) { .random(in: 0..<$0, using: &random) }
            }
            let endings: [[PoolWorld.Step]] = [
                [.shutDown, .opened, .release, .closed], [.backoffEnded, .opened, .release, .closed],
            ]
            for _ in 0..<200 { for step in endings[Int(seed % 2)] { world.take(step) { _ in 0 } } }
            #expect(world.flaws.isEmpty, "seed \(seed)")
            #expect(world.line.isEmpty && world.leased.isEmpty, "seed \(seed)")
            #expect(world.isFinished == (seed % 2 == 0), "seed \(seed)")
        }
    }
}
