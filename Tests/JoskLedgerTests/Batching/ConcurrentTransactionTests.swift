import JoskTesting
import Testing

@testable import JoskLedger

@Suite("Concurrent transactions of a business")
struct ConcurrentTransactionTests {
    private let business = Business.ID()
    private let products = (0..<6).map { _ in Product.ID() }

    private func driver(slots: Int) -> QueueDriver {
        var settings = QueueConfiguration()
        settings.maximumConcurrentTransactionsPerBusiness = slots
        settings.maximumBatchSize = 3
        return QueueDriver(settings)
    }

    private func footprint(_ numbers: Int...) -> Footprint {
        Footprint(products: Set(numbers.map { products[$0] }))
    }

    @Test("A second transaction begins only for commands that are disjoint from the first one's")
    func apart() throws {
        var queue = driver(slots: 2)
        queue.submit(1, in: business, on: footprint(0, 1))
        let (first, firstItems) = try queue.ask()
        queue.submit(2, in: business, on: footprint(1, 2))
        #expect(queue.started.isEmpty)
        queue.submit(3, in: business, on: footprint(3))
        let (second, secondItems) = try queue.ask()
        #expect(secondItems == [3])
        queue.submit(4, in: business, on: footprint(5))
        // Two transactions are in flight, which is the limit.
        #expect(queue.started.isEmpty)
        queue.commit(second, secondItems)
        let (third, thirdItems) = try queue.ask()
        #expect(thirdItems == [4])
        queue.commit(first, firstItems)
        #expect(try queue.commitAll() == [[2]])
        queue.commit(third, thirdItems)
        #expect(queue.machine.queues.isEmpty)
    }

    @Test("A command that names an order runs beside no other, because its footprint is incomplete")
    func orders() throws {
        var queue = driver(slots: 3)
        queue.submit(1, in: business, on: Footprint(orders: [Order.ID()]))
        let (slot, taken) = try queue.ask()
        queue.submit(2, in: business, on: footprint(0))
        #expect(queue.started.isEmpty)
        queue.commit(slot, taken)
        #expect(try queue.commitAll() == [[2]])
    }

    @Test("Conflicting commands stay in FIFO order, and a command without conflicts runs ahead of them")
    func barrier() throws {
        var queue = driver(slots: 2)
        queue.submit(1, in: business, on: footprint(0))
        let (first, firstItems) = try queue.ask()
        // The second command waits for the first. The third conflicts with the second, and the fourth with
        // none.
        queue.submit(2, in: business, on: footprint(0, 1))
        queue.submit(3, in: business, on: footprint(1))
        queue.submit(4, in: business, on: footprint(2))
        let (second, secondItems) = try queue.ask()
        #expect(secondItems == [4])
        queue.commit(first, firstItems)
        #expect(try queue.ask().taken == [2, 3])
        queue.commit(second, secondItems)
    }

    @Test("A refund is not delayed by later purchases")
    func refund() throws {
        var queue = driver(slots: 2)
        queue.submit(1, in: business, on: footprint(0))
        let (first, firstItems) = try queue.ask()
        queue.submit(2, in: business, on: footprint(1))
        let (second, secondItems) = try queue.ask()
        queue.submit(3, in: business, on: Footprint(orders: [Order.ID()]))
        queue.submit(4, in: business, on: footprint(2))
        queue.commit(first, firstItems)
        #expect(queue.started.isEmpty)
        queue.commit(second, secondItems)
        #expect(try queue.ask().taken == [3, 4])
    }

    @Test("Purchases with disjoint footprints run concurrently, although each names the order that it makes")
    func newOrders() throws {
        var queue = driver(slots: 2)
        for item in 1...2 {
            queue.submit(
                item, in: business,
                on: Footprint(customers: [Customer.ID()], products: [products[item]], orders: [Order.ID()]))
            #expect(try queue.ask().taken == [item])
        }
    }

    @Test(
        "Random events give each command one result, and conflicting commands run one by one in FIFO order",
        arguments: UInt64(0)..<300)
    func random(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var queue = driver(slots: Int.random(in: 1...4, using: &generator))
        var (footprints, cancelled): ([Footprint], Set<Int>) = ([], [])
        var inFlight: [(slot: QueueDriver.Slot, taken: [Int])] = []
        var order: [Int] = []
        for _ in 0..<150 {
            switch Int.random(in: 0..<10, using: &generator) {
            case 0..<4:
                let some = products.shuffled(using: &generator).prefix(
                    Int.random(in: 1...3, using: &generator))
                footprints.append(Footprint(products: Set(some)))
                queue.submit(footprints.count - 1, in: business, on: footprints[footprints.count - 1])
            case 4..<7:
                guard let slot = queue.started.randomElement(using: &generator) else { continue }
                let (_, taken) = try queue.ask(slot)
                for (_, others) in inFlight {
                    for (one, other) in taken.flatMap({ item in others.map { (item, $0) } }) {
                        #expect(footprints[one].isDisjoint(with: footprints[other]), "seed \(seed)")
                    }
                }
                inFlight.append((slot, taken))
            case 7..<9:
                guard let index = inFlight.indices.randomElement(using: &generator) else { continue }
                let (slot, taken) = inFlight.remove(at: index)
                if Int.random(in: 0..<5, using: &generator) == 0, taken.count > 1 {
                    queue.fail(slot, .failure(.contractViolation))
                } else {
                    order += taken
                    queue.commit(slot, taken)
                }
            default:
                guard let item = footprints.indices.randomElement(using: &generator) else { continue }
                queue.cancel(item)
                if queue.delivered[item] == .refused(.cancelled) { cancelled.insert(item) }
            }
        }
        for (slot, taken) in inFlight {
            order += taken
            queue.commit(slot, taken)
        }
        order += try queue.commitAll().flatMap(\.self)
        #expect(queue.delivered.count == footprints.count, "seed \(seed)")
        #expect(queue.machine.queues.isEmpty && queue.machine.queuedCount == 0, "seed \(seed)")
        // The numbers are in the order of submission.
        for (place, later) in order.enumerated() {
            for earlier in order[place...] where earlier < later {
                #expect(footprints[earlier].isDisjoint(with: footprints[later]), "seed \(seed): overtaken")
            }
        }
        #expect(Set(order).isDisjoint(with: cancelled) && Set(order).count == order.count, "seed \(seed)")
    }
}
