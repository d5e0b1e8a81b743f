import JoskTesting

@testable import JoskLedger

/// The outcome of a request that was run on a state.
enum Outcome: Equatable {
    case accepted
    case rejected
    case replayed
    case keyReused
    case broken(String)
}

/// A request of any kind that can be run on a state.
struct AnyRequest {
    let footprint: Footprint
    let key: IdempotencyKey
    let words: String
    let run: (inout TransactionState) -> Outcome

    init<C: Command>(_ request: Request<C>) {
        footprint = request.footprint
        key = request.key
        words = "\(C.kind) \(request.command)"
        run = { state in
            let count = state.changes.journal.count
            switch state.run(request) {
            case .success: return state.changes.journal.count > count ? .accepted : .replayed
            case .failure(.rejected): return .rejected
            case .failure(.keyReused): return .keyReused
            case .failure(let error): return .broken("\(error)")
            }
        }
    }
}

/// A generator of random commands for a few customers and products, with numbers so small that limits and stock
/// run out.
struct RandomRequests {
    private(set) var generator: SeededGenerator
    let customers: [Customer.ID]
    let products: [Product.ID]
    private var orderCount: UInt64 = 0
    private var earlier: [AnyRequest] = []

    init(seed: UInt64, customers: [Customer.ID], products: [Product.ID]) {
        generator = SeededGenerator(seed: seed)
        self.customers = customers
        self.products = products
    }

    /// Returns the number of requests of the next batch.
    mutating func batchSize() -> Int { Int.random(in: 1...16, using: &generator) }

    mutating func next() -> AnyRequest {
        // Sometimes an earlier request is repeated, perhaps in the same batch.
        if generator.onceIn(12), let again = earlier.suffix(40).randomElement(using: &generator) {
            return again
        }
        let request = fresh()
        earlier.append(request)
        return request
    }

    private mutating func fresh() -> AnyRequest {
        switch Int.random(in: 0..<10, using: &generator) {
        case 0..<5: request(purchase())
        case 5..<7: request(payment())
        case 7..<9: request(refund())
        default: request(adjustment())
        }
    }

    private mutating func request<C: Command>(_ command: C) -> AnyRequest {
        // Sometimes the key may have been used for another request.
        let isShared = generator.onceIn(20)
        let shared = UInt64.random(in: 0..<10, using: &generator)
        let key = try? IdempotencyKey("shared \(shared)")
        return AnyRequest(Request(command, key: isShared ? key : nil, metadata: .empty))
    }

    private mutating func purchase() -> Purchase {
        orderCount += 1
        let lines = (0..<Int.random(in: 1...4, using: &generator))
            .map { _ in
                PurchaseLine(
                    product(), quantity: Int64.random(in: 0...4, using: &generator),
                    unitPrice: generator.onceIn(4)
                        ? .pence(Int64.random(in: 0...300, using: &generator)) : nil)
            }
        // Sometimes the order's identifier or reference may be taken.
        let number = generator.onceIn(20) ? UInt64.random(in: 1...orderCount, using: &generator) : orderCount
        let reference = generator.onceIn(5) ? try? OrderReference("INV-\(number % 50)") : nil
        return Purchase(by: customer(), lines, orderID: .numbered(number), reference: reference)
    }

    private mutating func payment() -> RecordPayment {
        RecordPayment(by: customer(), .pence(Int64.random(in: 0...900, using: &generator)))
    }

    private mutating func refund() -> RefundOrder {
        let first = orderCount > 60 ? orderCount - 60 : 1
        let number = UInt64.random(in: first...max(first, orderCount), using: &generator)
        let lines = (0..<Int.random(in: 1...2, using: &generator))
            .map { _ in
                RefundRequestLine(
                    lineNumber: Int.random(in: 1...3, using: &generator),
                    quantity: Int64.random(in: 1...2, using: &generator), restock: !generator.onceIn(3))
            }
        return RefundOrder(of: .numbered(number), lines)
    }

    private mutating func adjustment() -> AdjustStock {
        AdjustStock(of: product(), by: Int64.random(in: -20...60, using: &generator))
    }

    /// Returns one of the customers, or sometimes one who does not exist.
    private mutating func customer() -> Customer.ID {
        generator.onceIn(40) ? .numbered(999) : customers.randomElement(using: &generator) ?? .numbered(999)
    }

    /// Returns one of the products, or sometimes one that does not exist.
    private mutating func product() -> Product.ID {
        generator.onceIn(60) ? .numbered(999) : products.randomElement(using: &generator) ?? .numbered(999)
    }
}
