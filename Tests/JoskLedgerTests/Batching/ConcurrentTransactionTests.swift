import JoskTesting
import Testing

@testable import JoskLedger

@Suite("Several transactions of a business at a time")
struct QueueLaneTests {
    private let business = Business.ID()
    private let products = (0..<6).map { _ in Product.ID() }

    private func driver(lanes: Int) -> QueueDriver {
        var settings = QueueSettings()
        settings.transactionsPerBusiness = lanes
        settings.commandsPerTransaction = 3
        return QueueDriver(settings)
    }

    private func footprint(_ numbers: Int...) -> Footprint {
        Footprint(products: Set(numbers.map { products[$0] }))
    }

    @Test("a second one begins only for what touches nothing of what the first has taken")
    func apart() throws {
        var queue = driver(lanes: 2)
        queue.submit(1, in: business, on: footprint(0, 1))
        let (first, firstItems) = try queue.ask()
        queue.submit(2, in: business, on: footprint(1, 2))
        #expect(queue.started.isEmpty)
        queue.submit(3, in: business, on: footprint(3))
        let (second, secondItems) = try queue.ask()
        #expect(secondItems == [3])
        queue.submit(4, in: business, on: footprint(5))
        // Two are under way, as many as may.
        #expect(queue.started.isEmpty)
        queue.commit(second, secondItems)
        let (third, thirdItems) = try queue.ask()
        #expect(thirdItems == [4])
        queue.commit(first, firstItems)
        #expect(try queue.commitAll() == [[2]])
        queue.commit(third, thirdItems)
        #expect(queue.machine.lines.isEmpty)
    }

    @Test("one that names an order goes beside no other: nobody knows what the order touches")
    func orders() throws {
        var queue = driver(lanes: 3)
        queue.submit(1, in: business, on: Footprint(orders: [Order.ID()]))
        let (lane, items) = try queue.ask()
        queue.submit(2, in: business, on: footprint(0))
        #expect(queue.started.isEmpty)
        queue.commit(lane, items)
        #expect(try queue.commitAll() == [[2]])
    }

    @Test("nobody is overtaken by what it meets, however long that which it waits for goes on")
    func barrier() throws {
        var queue = driver(lanes: 2)
        queue.submit(1, in: business, on: footprint(0))
        let (first, firstItems) = try queue.ask()
        // It waits for the first; the next would meet it, and the one after that meets nobody.
        queue.submit(2, in: business, on: footprint(0, 1))
        queue.submit(3, in: business, on: footprint(1))
        queue.submit(4, in: business, on: footprint(2))
        let (second, secondItems) = try queue.ask()
        #expect(secondItems == [4])
        queue.commit(first, firstItems)
        #expect(try queue.ask().items == [2, 3])
        queue.commit(second, secondItems)
    }

    @Test("a refund is not kept waiting by purchases that come after it")
    func refund() throws {
        var queue = driver(lanes: 2)
        queue.submit(1, in: business, on: footprint(0))
        let (first, firstItems) = try queue.ask()
        queue.submit(2, in: business, on: footprint(1))
        let (second, secondItems) = try queue.ask()
        queue.submit(3, in: business, on: Footprint(orders: [Order.ID()]))
        queue.submit(4, in: business, on: footprint(2))
        queue.commit(first, firstItems)
        #expect(queue.started.isEmpty)
        queue.commit(second, secondItems)
        #expect(try queue.ask().items == [3, 4])
    }

    @Test("purchases that have nothing in common do: each names the order that it makes, and its customer")
    func newOrders() throws {
        var queue = driver(lanes: 2)
        for item in 1...2 {
            queue.submit(
                item, in: business,
                on: Footprint(customers: [Customer.ID()], products: [products[item]], orders: [Order.ID()]))
            #expect(try queue.ask().items == [item])
        }
    }

    @Test(
        "any course of things: each is answered once, what meets keeps its order, and nothing that meets is under way at once",
        arguments: UInt64(0)..<300)
    func random(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var queue = driver(lanes: Int.random(in: 1...4, using: &generator))
        var (footprints, cancelled): ([Footprint], Set<Int>) = ([], [])
        var underWay: [(lane: QueueDriver.Machine.Lane, items: [Int])] = []
        var order: [Int] = []
        for _ in 0..<150 {
            switch Int.random(in: 0..<10, using: &generator) {
            case 0..<4:
                let some = products.shuffled(using: &generator).prefix(
                    Int.random(in: 1...3, using: &generator))
                footprints.append(Footprint(products: Set(some)))
                queue.submit(footprints.count - 1, in: business, on: footprints[footprints.count - 1])
            case 4..<7:
                guard let lane = queue.started.randomElement(using: &generator) else { continue }
                let (_, items) = try queue.ask(lane)
                for (_, others) in underWay {
                    for (one, other) in items.flatMap({ item in others.map { (item, $0) } }) {
                        #expect(footprints[one].isDisjoint(with: footprints[other]), "seed \(seed)")
                    }
                }
                underWay.append((lane, items))
            case 7..<9:
                guard let index = underWay.indices.randomElement(using: &generator) else { continue }
                let (lane, items) = underWay.remove(at: index)
                if Int.random(in: 0..<5, using: &generator) == 0, items.count > 1 {
                    queue.fail(lane, .failure(.contractBroken))
                } else {
                    order += items
                    queue.commit(lane, items)
                }
            default:
                guard let item = footprints.indices.randomElement(using: &generator) else { continue }
                queue.cancel(item)
                if queue.told[item] == .refused(.cancelled) { cancelled.insert(item) }
            }
        }
        for (lane, items) in underWay {
            order += items
            queue.commit(lane, items)
        }
        order += try queue.commitAll().flatMap(\.self)
        #expect(queue.told.count == footprints.count, "seed \(seed)")
        #expect(queue.machine.lines.isEmpty && queue.machine.waitingInAll == 0, "seed \(seed)")
        // By the numbers in which they came.
        for (place, later) in order.enumerated() {
            for earlier in order[place...] where earlier < later {
                #expect(footprints[earlier].isDisjoint(with: footprints[later]), "seed \(seed): overtaken")
            }
        }
        #expect(Set(order).isDisjoint(with: cancelled) && Set(order).count == order.count, "seed \(seed)")
    }
}
