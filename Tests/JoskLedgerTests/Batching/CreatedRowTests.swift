import JoskTesting
import Testing

@testable import JoskLedger

/// Tests of commands that name a row which another command creates.
///
/// No other session can lock a row of an unfinished transaction. If both commands shared a transaction whose outcome is
/// unknown, another process could reject the second one, and the transaction could be committed later.
@Suite("Commands on rows that are being created")
struct CreatedRowTests {
    private let business = Business.ID()
    private let customer = Customer.ID()
    private let product = Product.ID()
    private let order = Order.ID()

    /// Returns the batches in which commands with these footprints run, if they arrive while a transaction is in
    /// flight.
    private func batches(_ footprints: [Footprint], slots: Int = 1) throws -> [[Int]] {
        var settings = QueueConfiguration()
        settings.maximumConcurrentTransactionsPerBusiness = slots
        var queue = QueueDriver(settings)
        queue.submit(0, in: business, on: Footprint(keys: ["first"]))
        let (slot, taken) = try queue.ask()
        for (index, footprint) in footprints.enumerated() {
            queue.submit(index + 1, in: business, on: footprint)
        }
        queue.commit(slot, taken)
        return try queue.commitAll()
    }

    private func addition(_ key: IdempotencyKey) -> Footprint {
        Footprint(products: [product], keys: [key], fencedKeys: [key], skus: ["TEA"])
    }

    @Test("A command on a product or a customer that is being added runs in a later transaction")
    func additions() throws {
        let goods = Footprint(products: [product], keys: ["goods"])
        let other = Footprint(products: [Product.ID()], keys: ["other"])
        #expect(try batches([addition("add"), goods, other]) == [[1, 3], [2]])
        #expect(try batches([goods, addition("add"), other]) == [[1, 2, 3]])

        let newCustomer = Footprint(customers: [customer], keys: ["add"], fencedKeys: ["add"])
        let payment = Footprint(customers: [customer], keys: ["payment"])
        #expect(try batches([newCustomer, payment, other]) == [[1, 3], [2]])
    }

    @Test("A held-back command holds back the later commands that touch its rows")
    func laterCommands() throws {
        let both = Footprint(customers: [customer], products: [product], keys: ["purchase"])
        let payment = Footprint(customers: [customer], keys: ["payment"])
        let other = Footprint(customers: [Customer.ID()], keys: ["other"])
        #expect(try batches([addition("add"), both, payment, other]) == [[1, 4], [2, 3]])
    }

    @Test(
        "A refund of an order that is being placed runs in a later transaction, a purchase by its customer does not"
    )
    func orders() throws {
        let purchase = Footprint(
            customers: [customer], products: [product], orders: [order], keys: ["purchase"])
        let next = Footprint(customers: [customer], products: [product], orders: [Order.ID()], keys: ["next"])
        let refund = Footprint(orders: [order], keys: ["refund"])
        #expect(try batches([purchase, next, refund]) == [[1, 2], [3]])
        #expect(try batches([purchase, refund, next]) == [[1], [2, 3]])
    }

    @Test("The creation of a business has a transaction of its own")
    func creation() throws {
        let creation = Footprint(keys: [CreateBusiness.key])
        #expect(try batches([creation, addition("add")]) == [[1], [2]])
        let payment = Footprint(customers: [customer], keys: ["payment"])
        #expect(try batches([payment, creation, addition("add")]) == [[1], [2], [3]])
    }

    @Test("Additions do not run in concurrent transactions, because their fences may overlap")
    func lanes() throws {
        var settings = QueueConfiguration()
        settings.maximumConcurrentTransactionsPerBusiness = 2
        var queue = QueueDriver(settings)
        queue.submit(1, in: business, on: addition("add"))
        let (slot, taken) = try queue.ask()
        queue.submit(2, in: business, on: Footprint(keys: ["other"], fencedKeys: ["other"]))
        #expect(queue.started.isEmpty)
        queue.submit(3, in: business, on: Footprint(customers: [customer], keys: ["payment"]))
        #expect(try queue.ask().taken == [3])
        queue.commit(slot, taken)
        #expect(try queue.ask().taken == [2])
    }

    @Test(
        "No batch contains a command on a row that an earlier command of the batch creates",
        arguments: UInt64(0)..<100)
    func random(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let products = (0..<5).map { _ in Product.ID() }
        let footprints = try (0..<60).map { number -> Footprint in
            let key = try IdempotencyKey("key-\(number)")
            let some = Set(
                products.shuffled(using: &generator).prefix(Int.random(in: 1...2, using: &generator)))
            let isAddition = Int.random(in: 0..<4, using: &generator) == 0
            return Footprint(products: some, keys: [key], fencedKeys: isAddition ? [key] : [])
        }
        let batches = try batches(footprints)
        #expect(batches.flatMap(\.self).sorted() == Array(1...60), "seed \(seed)")
        for batch in batches {
            for (place, later) in batch.enumerated() {
                for earlier in batch[..<place] where !footprints[earlier - 1].fencedKeys.isEmpty {
                    #expect(footprints[earlier - 1].sharesNoRow(with: footprints[later - 1]), "seed \(seed)")
                }
            }
        }
        // Commands on the same row keep their order.
        let order = batches.flatMap(\.self)
        for (place, later) in order.enumerated() {
            for earlier in order[place...] where earlier < later {
                #expect(footprints[earlier - 1].sharesNoRow(with: footprints[later - 1]), "seed \(seed)")
            }
        }
    }
}
