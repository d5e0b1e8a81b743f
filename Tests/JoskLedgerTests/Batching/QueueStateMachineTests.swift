import Testing

@testable import JoskLedger

@Suite("Which commands go together")
struct QueueStateMachineTests {
    private let business = Business.ID()

    @Test("a command of an idle business leaves at once, alone")
    func idle() throws {
        var queue = QueueDriver()
        queue.submit(1, in: business)
        #expect(queue.started.count == 1)
        #expect(try queue.commitAll() == [[1]])
        #expect(queue.machine.queues.isEmpty)
    }

    @Test("what comes while a transaction is under way goes together in the next, in its order")
    func batches() throws {
        var queue = QueueDriver()
        queue.submit(1, in: business)
        let (slot, first) = try queue.ask()
        for item in 2...50 { queue.submit(item, in: business) }
        #expect(queue.started.isEmpty)
        queue.commit(slot, first)
        #expect(try queue.commitAll() == [Array(2...50)])
        #expect(queue.machine.queues.isEmpty)
        #expect(queue.machine.queuedCount == 0)
    }

    @Test("what comes while the store is being asked for a transaction goes along in it")
    func whileAsking() throws {
        var queue = QueueDriver()
        for item in 1...3 { queue.submit(item, in: business) }
        #expect(queue.started.count == 1)
        #expect(try queue.commitAll() == [[1, 2, 3]])
    }

    @Test("a transaction takes no more commands than it may, and none is left over or passed")
    func commandLimit() throws {
        var settings = QueueConfiguration()
        settings.maximumBatchSize = 4
        var queue = QueueDriver(settings)
        for item in 1...10 { queue.submit(item, in: business) }
        #expect(try queue.commitAll() == [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10]])
    }

    @Test("a list is not divided: one of more commands than fit waits for the next, or goes alone")
    func lists() throws {
        var settings = QueueConfiguration()
        settings.maximumBatchSize = 4
        var queue = QueueDriver(settings)
        for (item, commands) in [(1, 3), (2, 2), (3, 9), (4, 1), (5, 1)] {
            queue.submit(item, in: business, commands: commands)
        }
        #expect(try queue.commitAll() == [[1], [2], [3], [4, 5]])
    }

    @Test("a transaction names no more rows than it may; a command that names more goes alone")
    func rowLimit() throws {
        var settings = QueueConfiguration()
        settings.maximumBatchRows = 5
        var queue = QueueDriver(settings)
        for (item, rows) in [(1, 3), (2, 2), (3, 1), (4, 7), (5, 1)] {
            queue.submit(
                item, in: business, on: Footprint(products: Set((0..<rows).map { _ in Product.ID() })))
        }
        #expect(try queue.commitAll() == [[1, 2], [3], [4], [5]])
    }

    @Test("businesses do not wait for one another")
    func businesses() throws {
        var queue = QueueDriver()
        let others = (0..<5).map { _ in Business.ID() }
        for (item, other) in others.enumerated() { queue.submit(item, in: other) }
        #expect(queue.started.map(\.business) == others)
    }

    @Test("a store that asks twice gets the same work; one that asks when all is over gets none")
    func asksAgain() throws {
        var queue = QueueDriver()
        queue.submit(1, in: business)
        let (slot, taken) = try queue.ask()
        queue.submit(2, in: business)
        #expect(try queue.ask(slot).taken == [1])
        queue.commit(slot, taken)
        #expect(try queue.ask(slot).taken == [])
        #expect(try queue.commitAll() == [[2]])
    }
}

@Suite("Who is sent away from the queue")
struct QueueRefusalTests {
    private let business = Business.ID()

    @Test("one that comes when as many wait as may, of the business or of all, at once and with the number")
    func full() throws {
        var settings = QueueConfiguration()
        (settings.maximumQueuedPerBusiness, settings.maximumQueued) = (3, 5)
        var queue = QueueDriver(settings)
        for item in 1...4 { queue.submit(item, in: business) }
        #expect(queue.delivered == [4: .refused(.businessQueueFull(queued: 3))])
        let other = Business.ID()
        for item in 5...7 { queue.submit(item, in: other) }
        #expect(queue.delivered[7] == .refused(.allQueuesFull(queued: 5)))
        // Others do not keep out a business of which nobody waits.
        queue.submit(9, in: Business.ID())
        #expect(queue.delivered[9] == nil)
        // What a transaction has taken waits no more.
        let (slot, taken) = try queue.ask()
        #expect(taken == [1, 2, 3])
        queue.submit(8, in: business)
        #expect(queue.delivered[8] == nil)
        queue.commit(slot, taken)
        _ = try queue.commitAll()
        #expect(queue.machine.queues.isEmpty && queue.machine.queuedCount == 0)
    }

    @Test("one that is cancelled while it waits; once it is taken it gets the truth")
    func cancelled() throws {
        var queue = QueueDriver()
        for item in 1...3 { queue.submit(item, in: business) }
        queue.cancel(2)
        #expect(queue.delivered == [2: .refused(.cancelled)])
        let (slot, taken) = try queue.ask()
        #expect(taken == [1, 3])
        queue.cancel(1)
        #expect(queue.delivered.count == 1)
        queue.commit(slot, taken)
        queue.cancel(3)
        #expect(queue.delivered == [1: .committed, 2: .refused(.cancelled), 3: .committed])
    }

    @Test("the last one leaves, and the store finds nothing to do")
    func everyoneCancelled() throws {
        var queue = QueueDriver()
        queue.submit(1, in: business)
        queue.cancel(1)
        let (slot, taken) = try queue.ask()
        #expect(taken.isEmpty)
        queue.commit(slot, taken)
        #expect(queue.machine.queues.isEmpty)
        queue.submit(2, in: business)
        #expect(try queue.commitAll() == [[2]])
    }

    @Test("one that has waited for eight rounds of the watch, and not before")
    func expired() throws {
        var queue = QueueDriver()
        queue.submit(1, in: business)
        let (slot, taken) = try queue.ask()
        queue.submit(2, in: business)
        queue.sweep()
        queue.submit(3, in: business)
        for _ in 0..<7 { queue.sweep() }
        #expect(queue.delivered.isEmpty)
        queue.sweep()
        #expect(queue.delivered == [2: .refused(.timedOut(after: nil))])
        queue.sweep()
        #expect(queue.delivered[3] == .refused(.timedOut(after: nil)))
        // A transaction has its own time.
        #expect(queue.delivered[1] == nil)
        queue.commit(slot, taken)
        #expect(queue.machine.queues.isEmpty)
    }
}
