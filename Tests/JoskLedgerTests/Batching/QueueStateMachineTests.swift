import Testing

@testable import JoskLedger

@Suite("Batches of commands")
struct QueueStateMachineTests {
    private let business = Business.ID()

    @Test("A command of an idle business starts a transaction at once, alone")
    func idle() throws {
        var queue = QueueDriver()
        queue.submit(1, in: business)
        #expect(queue.started.count == 1)
        #expect(try queue.commitAll() == [[1]])
        #expect(queue.machine.queues.isEmpty)
    }

    @Test("Commands that arrive during a transaction form the next batch, in their order")
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

    @Test("Commands that arrive before a started transaction takes its work join its batch")
    func whileAsking() throws {
        var queue = QueueDriver()
        for item in 1...3 { queue.submit(item, in: business) }
        #expect(queue.started.count == 1)
        #expect(try queue.commitAll() == [[1, 2, 3]])
    }

    @Test("A transaction takes no more commands than its limit, and none is lost or overtaken")
    func commandLimit() throws {
        var settings = QueueConfiguration()
        settings.maximumBatchSize = 4
        var queue = QueueDriver(settings)
        for item in 1...10 { queue.submit(item, in: business) }
        #expect(try queue.commitAll() == [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10]])
    }

    @Test("A list of commands is not divided: it waits for the next transaction, or runs alone")
    func lists() throws {
        var settings = QueueConfiguration()
        settings.maximumBatchSize = 4
        var queue = QueueDriver(settings)
        for (item, commands) in [(1, 3), (2, 2), (3, 9), (4, 1), (5, 1)] {
            queue.submit(item, in: business, commands: commands)
        }
        #expect(try queue.commitAll() == [[1], [2], [3], [4, 5]])
    }

    @Test("A transaction names no more rows than its limit, and a command that names more runs alone")
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

    @Test("Commands of different businesses do not wait for one another")
    func businesses() throws {
        var queue = QueueDriver()
        let others = (0..<5).map { _ in Business.ID() }
        for (item, other) in others.enumerated() { queue.submit(item, in: other) }
        #expect(queue.started.map(\.business) == others)
    }

    @Test("A store that asks twice gets the same work, and after the end of the transaction none")
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

@Suite("Commands that the queue refuses")
struct QueueRefusalTests {
    private let business = Business.ID()

    @Test("A command beyond a limit of the queue is refused at once with the number of waiting commands")
    func full() throws {
        var settings = QueueConfiguration()
        (settings.maximumQueuedPerBusiness, settings.maximumQueued) = (3, 5)
        var queue = QueueDriver(settings)
        for item in 1...4 { queue.submit(item, in: business) }
        #expect(queue.delivered == [4: .refused(.businessQueueFull(queued: 3))])
        let other = Business.ID()
        for item in 5...7 { queue.submit(item, in: other) }
        #expect(queue.delivered[7] == .refused(.allQueuesFull(queued: 5)))
        // A business without waiting commands is accepted although the commands of others reach the limit.
        queue.submit(9, in: Business.ID())
        #expect(queue.delivered[9] == nil)
        // Commands that a transaction has taken no longer wait.
        let (slot, taken) = try queue.ask()
        #expect(taken == [1, 2, 3])
        queue.submit(8, in: business)
        #expect(queue.delivered[8] == nil)
        queue.commit(slot, taken)
        _ = try queue.commitAll()
        #expect(queue.machine.queues.isEmpty && queue.machine.queuedCount == 0)
    }

    @Test("A command can be cancelled while it waits, and gets its real result once it is taken")
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

    @Test("A transaction whose only command was cancelled gets no work")
    func onlyCommandCancelled() throws {
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

    @Test("A command expires after eight full intervals of the expiry sweep, and not before")
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
        // A command in a transaction does not expire; the transaction has its own timeout.
        #expect(queue.delivered[1] == nil)
        queue.commit(slot, taken)
        #expect(queue.machine.queues.isEmpty)
    }
}
