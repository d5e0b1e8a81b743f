import Testing

@testable import JoskLedger

@Suite("What the queue does when the store fails")
struct QueueFailureTests {
    private let business = Business.ID()

    @Test("one bad command among two hundred fails alone", arguments: [0, 1, 57, 99, 100, 198, 199])
    func bisection(poison: Int) throws {
        var queue = QueueDriver()
        for item in 0..<200 { queue.submit(item, in: business) }
        var transactions = 0
        while !queue.started.isEmpty {
            let (slot, taken) = try queue.ask()
            transactions += 1
            if taken.contains(poison) {
                queue.fail(slot, .failure(.contractViolation))
            } else {
                queue.commit(slot, taken)
            }
        }
        #expect(queue.delivered.count == 200)
        #expect(queue.delivered.filter { $0.value == .committed }.count == 199)
        #expect(queue.delivered[poison] == .failed(.failure(.contractViolation)))
        // Eight times in halves, the other half beside each.
        #expect(transactions <= 17)
        #expect(queue.machine.queues.isEmpty)
    }

    @Test("several bad commands fail alone, and nobody overtakes those that are tried again")
    func several() throws {
        var queue = QueueDriver()
        for item in 0..<64 { queue.submit(item, in: business) }
        let bad: Set = [3, 4, 40]
        var committed: [Int] = []
        while !queue.started.isEmpty {
            let (slot, taken) = try queue.ask()
            if committed.isEmpty { queue.submit(1_000 + taken.count, in: business) }
            if bad.isDisjoint(with: taken) {
                committed += taken
                queue.commit(slot, taken)
            } else {
                queue.fail(slot, .failure(.unreadable))
            }
        }
        #expect(committed.prefix(61) == (0..<64).filter { !bad.contains($0) }[...])
        #expect(bad.allSatisfy { queue.delivered[$0] == .failed(.failure(.unreadable)) })
    }

    @Test(
        "what is nobody's fault, or may have happened, fails for all that shared it",
        arguments: [
            StoreError.failure(.unavailable), .failure(.busy), .failure(.timedOut),
            .failure(.timedOut, .unknown), .failure(.contractViolation, .unknown),
            .failure(.unreadable, .committed),
        ])
    func shared(failure: StoreError) throws {
        var queue = QueueDriver()
        for item in 1...3 { queue.submit(item, in: business) }
        let (slot, taken) = try queue.ask()
        queue.submit(4, in: business)
        queue.fail(slot, failure)
        #expect(taken.allSatisfy { queue.delivered[$0] == .failed(failure) })
        #expect(try queue.commitAll() == [[4]])
    }

    @Test(
        "a store that cannot begin fails those that waited for it; who came later has an attempt of its own")
    func cannotBegin() throws {
        var queue = QueueDriver()
        for item in 1...2 { queue.submit(item, in: business) }
        let slot = try #require(queue.started.first)
        queue.submit(3, in: business)
        queue.fail(slot, .failure(.unavailable))
        // The slot was opened for the first; the others came while the store was asked.
        #expect(queue.delivered == [1: .failed(.failure(.unavailable))])
        #expect(try queue.commitAll() == [[2, 3]])
    }

    @Test("what is to be tried again can be cancelled, and is told how it failed if it waits too long")
    func parts() throws {
        var queue = QueueDriver()
        for item in 1...4 { queue.submit(item, in: business) }
        let (slot, _) = try queue.ask()
        queue.fail(slot, .failure(.unreadable))
        queue.cancel(2)
        #expect(queue.delivered == [2: .refused(.cancelled)])
        let next = try #require(queue.started.first)
        for _ in 0...8 { queue.sweep() }
        for item in [1, 3, 4] { #expect(queue.delivered[item] == .failed(.failure(.unreadable))) }
        #expect(try queue.ask(next).taken == [])
        queue.commit(next, [])
        #expect(queue.machine.queues.isEmpty)
    }

    @Test("who waits too long is told why no transaction could begin, as long as none has begun since")
    func reason() throws {
        var queue = QueueDriver()
        queue.submit(1, in: business)
        let slot = try #require(queue.started.first)
        queue.submit(2, in: business)
        queue.fail(slot, .failure(.unavailable))
        for _ in 0...8 { queue.sweep() }
        #expect(queue.delivered[2] == .refused(.timedOut(after: .failure(.unavailable))))
        queue.submit(3, in: business)
        let (second, taken) = try queue.ask()
        queue.submit(4, in: business)
        for _ in 0...8 { queue.sweep() }
        #expect(queue.delivered[4] == .refused(.timedOut(after: nil)))
        queue.commit(second, taken)
    }

    @Test("who needs a row that somebody holds fails; those who do not need it go on without, together")
    func contended() throws {
        let products = (0..<4).map { _ in Product.ID() }
        var queue = QueueDriver()
        for item in 0..<8 { queue.submit(item, in: business, on: Footprint(products: [products[item % 4]])) }
        let (slot, taken) = try queue.ask()
        #expect(taken.count == 8)
        let failure = StoreError(
            .busy, outcome: .notCommitted, isRetriable: true, message: "as the test wants it",
            contended: Footprint(products: [products[2]]))
        queue.submit(8, in: business)
        queue.fail(slot, failure)
        #expect(queue.delivered == [2: .failed(failure), 6: .failed(failure)])
        #expect(try queue.commitAll() == [[0, 1, 3, 4, 5, 7], [8]])
    }

    @Test("settings of any size mean something")
    func settings() throws {
        var settings = QueueConfiguration()
        (settings.maximumBatchSize, settings.maximumBatchRows) = (.max, .max)
        (settings.maximumQueuedPerBusiness, settings.maximumQueued) = (.max, .max)
        settings.maximumConcurrentTransactionsPerBusiness = .max
        var queue = QueueDriver(settings)
        for item in 0..<3 { queue.submit(item, in: business) }
        #expect(try queue.commitAll() == [[0, 1, 2]])
        (settings.maximumBatchSize, settings.maximumBatchRows) = (.min, .min)
        (settings.maximumQueuedPerBusiness, settings.maximumQueued) = (.min, .min)
        settings.maximumConcurrentTransactionsPerBusiness = .min
        queue = QueueDriver(settings)
        queue.submit(1, in: business)
        #expect(try queue.commitAll() == [[1]])
    }
}
