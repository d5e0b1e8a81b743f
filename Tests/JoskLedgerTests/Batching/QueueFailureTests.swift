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
            let (lane, items) = try queue.ask()
            transactions += 1
            if items.contains(poison) {
                queue.fail(lane, .failure(.contractBroken))
            } else {
                queue.commit(lane, items)
            }
        }
        #expect(queue.told.count == 200)
        #expect(queue.told.filter { $0.value == .committed }.count == 199)
        #expect(queue.told[poison] == .failed(.failure(.contractBroken)))
        // Eight times in halves, the other half beside each.
        #expect(transactions <= 17)
        #expect(queue.machine.lines.isEmpty)
    }

    @Test("several bad commands fail alone, and nobody overtakes those that are tried again")
    func several() throws {
        var queue = QueueDriver()
        for item in 0..<64 { queue.submit(item, in: business) }
        let bad: Set = [3, 4, 40]
        var committed: [Int] = []
        while !queue.started.isEmpty {
            let (lane, items) = try queue.ask()
            if committed.isEmpty { queue.submit(1_000 + items.count, in: business) }
            if bad.isDisjoint(with: items) {
                committed += items
                queue.commit(lane, items)
            } else {
                queue.fail(lane, .failure(.unreadable))
            }
        }
        #expect(committed.prefix(61) == (0..<64).filter { !bad.contains($0) }[...])
        #expect(bad.allSatisfy { queue.told[$0] == .failed(.failure(.unreadable)) })
    }

    @Test(
        "what is nobody's fault, or may have happened, fails for all that shared it",
        arguments: [
            StoreError.failure(.unavailable), .failure(.busy), .failure(.timedOut),
            .failure(.timedOut, .unknown), .failure(.contractBroken, .unknown), .failure(.unreadable, .done),
        ])
    func shared(failure: StoreError) throws {
        var queue = QueueDriver()
        for item in 1...3 { queue.submit(item, in: business) }
        let (lane, items) = try queue.ask()
        queue.submit(4, in: business)
        queue.fail(lane, failure)
        #expect(items.allSatisfy { queue.told[$0] == .failed(failure) })
        #expect(try queue.commitAll() == [[4]])
    }

    @Test(
        "a store that cannot begin fails those that waited for it; who came later has an attempt of its own")
    func cannotBegin() throws {
        var queue = QueueDriver()
        for item in 1...2 { queue.submit(item, in: business) }
        let lane = try #require(queue.started.first)
        queue.submit(3, in: business)
        queue.fail(lane, .failure(.unavailable))
        // The lane was opened for the first; the others came while the store was asked.
        #expect(queue.told == [1: .failed(.failure(.unavailable))])
        #expect(try queue.commitAll() == [[2, 3]])
    }

    @Test("what is to be tried again can be cancelled, and is told how it failed if it waits too long")
    func parts() throws {
        var queue = QueueDriver()
        for item in 1...4 { queue.submit(item, in: business) }
        let (lane, _) = try queue.ask()
        queue.fail(lane, .failure(.unreadable))
        queue.cancel(2)
        #expect(queue.told == [2: .refused(.cancelled)])
        let next = try #require(queue.started.first)
        for _ in 0...8 { queue.makeRound() }
        for item in [1, 3, 4] { #expect(queue.told[item] == .failed(.failure(.unreadable))) }
        #expect(try queue.ask(next).items == [])
        queue.commit(next, [])
        #expect(queue.machine.lines.isEmpty)
    }

    @Test("who waits too long is told why no transaction could begin, as long as none has begun since")
    func reason() throws {
        var queue = QueueDriver()
        queue.submit(1, in: business)
        let lane = try #require(queue.started.first)
        queue.submit(2, in: business)
        queue.fail(lane, .failure(.unavailable))
        for _ in 0...8 { queue.makeRound() }
        #expect(queue.told[2] == .refused(.waitedInVain(after: .failure(.unavailable))))
        queue.submit(3, in: business)
        let (second, items) = try queue.ask()
        queue.submit(4, in: business)
        for _ in 0...8 { queue.makeRound() }
        #expect(queue.told[4] == .refused(.waitedInVain(after: nil)))
        queue.commit(second, items)
    }

    @Test("who needs a row that somebody holds fails; those who do not need it go on without, together")
    func contended() throws {
        let products = (0..<4).map { _ in Product.ID() }
        var queue = QueueDriver()
        for item in 0..<8 { queue.submit(item, in: business, on: Footprint(products: [products[item % 4]])) }
        let (lane, items) = try queue.ask()
        #expect(items.count == 8)
        let failure = StoreError(
            .busy, outcome: .notDone, isRetriable: true, message: "as the test wants it",
            contended: Footprint(products: [products[2]]))
        queue.submit(8, in: business)
        queue.fail(lane, failure)
        #expect(queue.told == [2: .failed(failure), 6: .failed(failure)])
        #expect(try queue.commitAll() == [[0, 1, 3, 4, 5, 7], [8]])
    }

    @Test("settings of any size mean something")
    func settings() throws {
        var settings = QueueSettings()
        (settings.commandsPerTransaction, settings.rowsPerTransaction) = (.max, .max)
        (settings.waitingPerBusiness, settings.waitingInAll) = (.max, .max)
        settings.transactionsPerBusiness = .max
        var queue = QueueDriver(settings)
        for item in 0..<3 { queue.submit(item, in: business) }
        #expect(try queue.commitAll() == [[0, 1, 2]])
        (settings.commandsPerTransaction, settings.rowsPerTransaction) = (.min, .min)
        (settings.waitingPerBusiness, settings.waitingInAll) = (.min, .min)
        settings.transactionsPerBusiness = .min
        queue = QueueDriver(settings)
        queue.submit(1, in: business)
        #expect(try queue.commitAll() == [[1]])
    }
}
