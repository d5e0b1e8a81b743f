import Testing

@testable import JoskLedger

@Suite("Failures of the store in the command queue")
struct QueueFailureTests {
    private let business = Business.ID()

    @Test(
        "One command among 200 that the store cannot carry out, or not in time, fails alone",
        arguments: [0, 1, 57, 99, 100, 198, 199], [StoreError.Code.contractViolation, .unreadable, .timedOut])
    func bisection(poison: Int, code: StoreError.Code) throws {
        var queue = QueueDriver()
        for item in 0..<200 { queue.submit(item, in: business) }
        var transactions = 0
        while !queue.started.isEmpty {
            let (slot, taken) = try queue.ask()
            transactions += 1
            if taken.contains(poison) {
                queue.fail(slot, .failure(code))
            } else {
                queue.commit(slot, taken)
            }
        }
        #expect(queue.delivered.count == 200)
        #expect(queue.delivered.filter { $0.value == .committed }.count == 199)
        #expect(queue.delivered[poison] == .failed(.failure(code)))
        // The batch is halved eight times, and the other half is committed each time.
        #expect(transactions <= 17)
        #expect(queue.machine.queues.isEmpty)
    }

    @Test("Several bad commands fail alone, and later commands do not overtake the retried ones")
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
        "A failure that no single command causes, or that may be committed, fails the whole batch",
        arguments: [
            StoreError.failure(.unavailable), .failure(.busy), .failure(.timedOut, .unknown),
            .failure(.contractViolation, .unknown),
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
        "A store that cannot begin fails only the first command; the later ones get an attempt of their own")
    func cannotBegin() throws {
        var queue = QueueDriver()
        for item in 1...2 { queue.submit(item, in: business) }
        let slot = try #require(queue.started.first)
        queue.submit(3, in: business)
        queue.fail(slot, .failure(.unavailable))
        // The slot was started for the first command. The others were submitted while the store was asked.
        #expect(queue.delivered == [1: .failed(.failure(.unavailable))])
        #expect(try queue.commitAll() == [[2, 3]])
    }

    @Test("A command that waits for a retry can be cancelled, and expires with the error of its failure")
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

    @Test("An expired command reports why no transaction could begin, unless one has begun since then")
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

    @Test("A batch that times out is halved until its parts succeed")
    func halving() throws {
        var queue = QueueDriver()
        for item in 0..<64 { queue.submit(item, in: business) }
        var sizes: [Int] = []
        while !queue.started.isEmpty {
            let (slot, taken) = try queue.ask()
            sizes.append(taken.count)
            if taken.count > 16 { queue.fail(slot, .failure(.timedOut)) } else { queue.commit(slot, taken) }
        }
        #expect(sizes == [64, 32, 16, 16, 32, 16, 16])
        #expect(queue.delivered.values.allSatisfy { $0 == .committed })
    }

    @Test("A slow command does not use up the time of the commands that shared its batch")
    func slowNeighbour() throws {
        var queue = QueueDriver()
        for item in 0..<8 { queue.submit(item, in: business) }
        while !queue.started.isEmpty {
            let (slot, taken) = try queue.ask()
            if taken.contains(0) {
                // As long as a queueTimeout.
                for _ in 0..<QueueStateMachine.maximumSweeps { queue.sweep() }
                queue.fail(slot, .failure(.timedOut))
            } else {
                queue.commit(slot, taken)
            }
        }
        #expect(queue.delivered[0] == .failed(.failure(.timedOut)))
        #expect((1..<8).allSatisfy { queue.delivered[$0] == .committed })
    }

    @Test("Commands that have waited four times the timeout are not retried again")
    func lateRetries() throws {
        var queue = QueueDriver()
        for item in 1...4 { queue.submit(item, in: business) }
        // The transaction outlasts four times the timeout.
        var sizes: [Int] = []
        while !queue.started.isEmpty {
            let (slot, taken) = try queue.ask()
            sizes.append(taken.count)
            for _ in 0...QueueStateMachine.maximumSweepsOfRetries { queue.sweep() }
            queue.fail(slot, .failure(.timedOut))
        }
        #expect(sizes == [4])
        #expect((1...4).allSatisfy { queue.delivered[$0] == .failed(.failure(.timedOut)) })
        #expect(queue.machine.queues.isEmpty)
    }

    @Test("A row locked by another session fails only the commands that need it; the others run together")
    func contended() throws {
        let products = (0..<4).map { _ in Product.ID() }
        var queue = QueueDriver()
        for item in 0..<8 { queue.submit(item, in: business, on: Footprint(products: [products[item % 4]])) }
        let (slot, taken) = try queue.ask()
        #expect(taken.count == 8)
        let failure = StoreError(
            .busy, outcome: .notCommitted, isRetriable: true, message: "failed by the test",
            contended: Footprint(products: [products[2]]))
        queue.submit(8, in: business)
        queue.fail(slot, failure)
        #expect(queue.delivered == [2: .failed(failure), 6: .failed(failure)])
        #expect(try queue.commitAll() == [[0, 1, 3, 4, 5, 7], [8]])
    }

    @Test("A queue works with the largest and with the smallest values of its configuration")
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
