import JoskTesting
import Testing

@testable import JoskLedger

@Suite("The weight of a batch")
struct BatchWeightTests {
    private let business = Business.ID()

    /// Returns the sizes of the batches of some commands, with at most 100 rows in a transaction.
    private func batches(of requests: [PendingCommand.Execution]) throws -> [Int] {
        var settings = QueueConfiguration()
        settings.maximumBatchRows = 100
        var queue = QueueDriver(settings)
        for (number, request) in requests.enumerated() { queue.submit(number, in: business, request) }
        return try queue.commitAll().map(\.count)
    }

    private func purchase(lines: Int, of products: [Product.ID]) -> PendingCommand.Execution {
        let lines = (0..<lines).map { PurchaseLine(products[$0 % products.count], quantity: 1) }
        return .deciding(
            Request(Purchase(customerID: Customer.ID(), lines: lines), key: nil, metadata: .empty))
    }

    private func refund(lines: Int) -> PendingCommand.Execution {
        let lines = (1...lines).map { RefundRequestLine(lineNumber: $0, quantity: 1) }
        return .deciding(Request(RefundOrder(orderID: Order.ID(), lines: lines), key: nil, metadata: .empty))
    }

    @Test("A purchase weighs its lines, even if all have the same product")
    func purchases() throws {
        let product = Product.ID()
        // A customer, a product, a key and 30 lines each.
        #expect(try batches(of: (0..<6).map { _ in purchase(lines: 30, of: [product]) }) == [3, 3])
        #expect(try batches(of: (0..<3).map { _ in purchase(lines: 200, of: [product]) }) == [1, 1, 1])
    }

    @Test("A refund weighs its lines, and the rows of its order as they were found lately")
    func refunds() throws {
        var settings = QueueConfiguration()
        settings.maximumBatchRows = 1_000
        var queue = QueueDriver(settings)
        for number in 0..<100 { queue.submit(number, in: business, refund(lines: 3)) }
        // An order, a key, three lines and an estimate of 100 rows each.
        var (slot, taken) = try queue.ask()
        #expect(taken.count == 9)
        queue.commit(slot, taken, rowsPerOrder: 15)
        (slot, taken) = try queue.ask()
        #expect(taken.count == 50)
        queue.commit(slot, taken, rowsPerOrder: 20_000)
        (slot, taken) = try queue.ask()
        #expect(taken.count == 1)
        queue.commit(slot, taken)
    }

    @Test("A transaction reports the rows of the largest order that it loaded")
    func largestOrder() throws {
        var shop = try StorelessShop.open()
        let customer = try shop.addCustomer(limit: 1_000)
        let product = try shop.addProduct(price: 1, stock: 100)
        let small = try shop.sell(product, 1, to: customer)
        let lines = [PurchaseLine](repeating: PurchaseLine(product, quantity: 1), count: 5)
        let large = try shop.accept(Purchase(by: customer, lines)).orderID
        _ = try shop.accept(RefundOrder(orderID: large, lines: [.init(lineNumber: 1, quantity: 1)]))
        var state = shop.state(of: Footprint(orders: [small, large]))
        let batch = CommandBatch([], rowsPerOrder: 100)
        #expect(BatchOutput(of: batch, on: &state).rowsPerOrder == 7)
    }
}

extension PendingCommand.Execution {
    /// Returns an execution with the footprint and the rows of a request, which the state machine never runs.
    fileprivate static func deciding<C: Command>(_ request: Request<C>) -> Self {
        Self(
            TransactionWork(on: request.footprint, rowCount: request.rowCount) { _ in }, commandCount: 1,
            first: ("test", "test")
        ) { _ in }
    }
}
