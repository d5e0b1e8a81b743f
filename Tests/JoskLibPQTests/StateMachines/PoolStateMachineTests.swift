import JoskLibPQ
import Testing

private let refused = PostgresError.unreachable("no more", "53300")

extension PoolStateMachine {
    /// Creates a waiter for a command, always of the same party.
    fileprivate mutating func makeWaiter() -> WaiterID {
        makeWaiter(for: .command(of: UUIDWords(high: 0, low: 0)))
    }
}

@Suite("The pool state machine")
struct PoolStateMachineTests {
    private func machine(_ maximum: Int, waiters: Int = 10) -> PoolStateMachine {
        PoolStateMachine(
            .init(
                maximum: maximum,
                waitLimits: .init(commands: waiters, reads: waiters, readsPerParty: waiters),
                backoff: .milliseconds(100)...(.milliseconds(500))))
    }

    /// Returns the connections that the actions open.
    private func opening(_ actions: [PoolStateMachine.Action]) -> [PoolStateMachine.ConnectionID] {
        actions.compactMap { if case .open(let id) = $0 { id } else { nil } }
    }

    @Test("The pool opens connections on demand, up to the maximum, and serves requests in order")
    func servesInOrder() throws {
        var pool = machine(2)
        let waiters = (0..<4).map { _ in pool.makeWaiter() }
        let opened = waiters.flatMap { opening(pool.lease($0)) }
        #expect(opened.count == 2 && pool.connectionCount == 2)
        #expect(pool.opened(opened[1]) == [.lend(opened[1], to: waiters[0])])
        #expect(pool.opened(opened[0]) == [.lend(opened[0], to: waiters[1])])
        #expect(pool.release(opened[0], isReusable: true) == [.lend(opened[0], to: waiters[2])])
        #expect(pool.release(opened[1], isReusable: true) == [.lend(opened[1], to: waiters[3])])
    }

    @Test("The pool lends the most recently used idle connection first")
    func lendsMostRecent() {
        var pool = machine(2)
        let waiters = (0..<3).map { _ in pool.makeWaiter() }
        let opened = waiters.prefix(2).flatMap { opening(pool.lease($0)) }
        for id in opened { _ = pool.opened(id) }
        _ = pool.release(opened[1], isReusable: true)
        _ = pool.release(opened[0], isReusable: true)
        #expect(pool.lease(waiters[2]) == [.lend(opened[0], to: waiters[2])])
    }

    @Test("A connection that is returned broken is closed, and replaced only after its close")
    func replacesBroken() {
        var pool = machine(1)
        let (first, second) = (pool.makeWaiter(), pool.makeWaiter())
        let id = opening(pool.lease(first))[0]
        _ = pool.opened(id)
        _ = pool.lease(second)
        #expect(pool.release(id, isReusable: false) == [.close(id)])
        #expect(opening(pool.closed(id)).count == 1)
    }

    @Test("A waiter that got a dead connection is the first to get another")
    func keepsPlace() {
        var pool = machine(1)
        let (first, second) = (pool.makeWaiter(), pool.makeWaiter())
        let dead = opening(pool.lease(first))[0]
        _ = pool.opened(dead)
        _ = pool.release(dead, isReusable: true)
        _ = pool.lease(first)
        _ = pool.lease(second)
        #expect(pool.replace(dead, for: first, jitter: 1) == [.close(dead)])
        let id = opening(pool.closed(dead))[0]
        #expect(pool.opened(id) == [.lend(id, to: first)])
        #expect(pool.waiterCount == 1)
    }

    @Test(
        "Failures back off longer each time, with jitter, up to a maximum, then one attempt at a time"
    )
    func backsOff() {
        var pool = machine(3)
        let waiters = (0..<3).map { _ in pool.makeWaiter() }
        var opened = waiters.flatMap { opening(pool.lease($0)) }
        #expect(pool.failed(opened[0], refused, jitter: 1) == [.backOff(.milliseconds(100))])
        // Attempts that were already in flight belong to the same failure.
        #expect(pool.failed(opened[1], refused, jitter: 1).isEmpty)
        #expect(pool.failed(opened[2], refused, jitter: 1).isEmpty)
        for (jitter, wait) in [(0.0, 100), (1, 400), (1, 500), (0, 250)] {
            opened = opening(pool.backoffEnded())
            #expect(opened.count == 1)
            #expect(pool.failed(opened[0], refused, jitter: jitter) == [.backOff(.milliseconds(wait))])
        }
        let id = opening(pool.backoffEnded())[0]
        let actions = pool.opened(id)
        #expect(actions.first == .lend(id, to: waiters[0]) && opening(actions).count == 2)
    }

    @Test("A connection that dies before its first use backs off like a failure")
    func backsOffFromStillborn() {
        var pool = machine(1)
        let waiter = pool.makeWaiter()
        var id = opening(pool.lease(waiter))[0]
        for wait in [100, 200, 400] {
            _ = pool.opened(id)
            #expect(
                pool.replace(id, for: waiter, jitter: 1) == [.close(id), .backOff(.milliseconds(wait))])
            #expect(pool.closed(id).isEmpty)
            id = opening(pool.backoffEnded())[0]
        }
        _ = pool.opened(id)
        _ = pool.release(id, isReusable: true)
        // The connection has been used: if it dies now, the pool does not back off, and the next failure counts as the
        // first.
        _ = pool.lease(waiter)
        #expect(pool.replace(id, for: waiter, jitter: 1) == [.close(id)])
        id = opening(pool.closed(id))[0]
        #expect(pool.failed(id, refused, jitter: 1) == [.backOff(.milliseconds(100))])
        #expect(pool.expire(waiter) == [.refuse(waiter, .deadline(refused))])
    }

    @Test("A waiter gets the reason for failed attempts at its deadline, and gets it once")
    func reportsCause() {
        var pool = machine(1)
        let (first, second) = (pool.makeWaiter(), pool.makeWaiter())
        let id = opening(pool.lease(first))[0]
        _ = pool.lease(second)
        let silence = PostgresError.unreachable("the server has not responded yet")
        #expect(pool.expire(second) == [.refuse(second, .deadline(silence))])
        _ = pool.failed(id, refused, jitter: 1)
        #expect(pool.expire(first) == [.refuse(first, .deadline(refused))])
        #expect(pool.expire(first).isEmpty && pool.cancel(second).isEmpty && pool.waiterCount == 0)
    }

    @Test("A waiter whose deadline passes while all connections are lent gets no cause")
    func reportsExhaustion() {
        var pool = machine(1)
        let (first, second) = (pool.makeWaiter(), pool.makeWaiter())
        _ = pool.opened(opening(pool.lease(first))[0])
        _ = pool.lease(second)
        #expect(pool.expire(second) == [.refuse(second, .deadline(nil))])
    }

    @Test("A waiter whose deadline passes before the next attempt gets the last permanent refusal")
    func reportsEarlierRefusal() {
        let denied = PostgresError.unreachable("wrong password", "28P01")
        var pool = machine(1)
        let (first, second) = (pool.makeWaiter(), pool.makeWaiter())
        _ = pool.failed(opening(pool.lease(first))[0], denied, jitter: 1)
        #expect(pool.lease(second).isEmpty)
        #expect(pool.expire(second) == [.refuse(second, .unreachable(denied))])
    }

    @Test("A permanent refusal is reported at once, unless a connection is still open")
    func reportsPermanentRefusal() {
        let denied = PostgresError.unreachable("wrong password", "28P01")
        var pool = machine(2)
        let waiters = (0..<3).map { _ in pool.makeWaiter() }
        let opened = waiters.flatMap { opening(pool.lease($0)) }
        _ = pool.opened(opened[0])
        #expect(pool.failed(opened[1], denied, jitter: 1) == [.backOff(.milliseconds(100))])
        #expect(pool.release(opened[0], isReusable: true) == [.lend(opened[0], to: waiters[1])])
        _ = pool.release(opened[0], isReusable: false)
        _ = pool.closed(opened[0])
        let id = opening(pool.backoffEnded())[0]
        #expect(pool.failed(id, denied, jitter: 1).last == .refuse(waiters[2], .unreachable(denied)))
        #expect(pool.waiterCount == 0)
    }

    @Test("A full queue of the pool refuses a waiter at once")
    func refusesWhenFull() {
        var pool = machine(1, waiters: 1)
        let waiters = (0..<3).map { _ in pool.makeWaiter() }
        let id = opening(pool.lease(waiters[0]))[0]
        _ = pool.opened(id)
        #expect(pool.lease(waiters[1]).isEmpty)
        #expect(pool.lease(waiters[2]) == [.refuse(waiters[2], .tooManyWaiting(.commands(1)))])
    }

    @Test("A shutdown refuses new requests, waits for leases in flight, and then finishes")
    func shutsDown() {
        var pool = machine(3)
        let waiters = (0..<5).map { _ in pool.makeWaiter() }
        let opened = waiters.prefix(4).flatMap { opening(pool.lease($0)) }
        _ = pool.opened(opened[0])
        _ = pool.opened(opened[1])
        _ = pool.cancel(waiters[3])
        _ = pool.release(opened[1], isReusable: true)
        // The third waiter has leased that connection.
        let actions = pool.shutDown()
        #expect(actions.isEmpty && pool.shutDown().isEmpty)
        #expect(pool.lease(waiters[4]) == [.refuse(waiters[4], .shutDown)])
        #expect(pool.opened(opened[2]) == [.close(opened[2])])
        #expect(pool.release(opened[0], isReusable: true) == [.close(opened[0])])
        #expect(pool.release(opened[1], isReusable: false) == [.close(opened[1])])
        #expect(pool.closed(opened[0]).isEmpty && pool.closed(opened[1]).isEmpty)
        #expect(pool.closed(opened[2]) == [.finishShutdown])
        #expect(pool.isShutDown)
    }

    @Test("The shutdown of an empty pool finishes at once")
    func shutsDownEmpty() {
        var pool = machine(1)
        #expect(pool.shutDown() == [.finishShutdown])
    }
}
