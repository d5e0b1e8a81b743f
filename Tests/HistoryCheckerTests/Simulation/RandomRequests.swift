import HistoryChecker

/// Random requests that are mostly accepted, with some of every rejection.
struct RandomRequests {
    private let customers: [String]
    private let products: [String]
    private var lastPrice: Int64 = 100
    private var lastOrder = 0

    init(customers: Int, products: Int) {
        self.customers = (1...customers).map { "c\($0)" }
        self.products = (1...products).map { "p\($0)" }
    }

    /// Requests that are carried out before the first call; the last customer and product are left out.
    var older: [ShopRequest] {
        customers.dropLast().map { .addCustomer($0, limit: 20_000) }
            + products.dropLast().enumerated().map { index, product in
                .addProduct(product, sku: "s-\(product)", price: Int64(index) * 7, stock: Int64(index) * 10)
            }
    }

    /// Returns a price that no change has set before, or rarely one that may have been.
    private mutating func price(_ random: inout SplitMix64) -> Int64 {
        if random.chance(10) { return Int64(random.number(0...3)) * 7 }
        lastPrice += 1
        return lastPrice
    }

    mutating func request(_ random: inout SplitMix64, _ ledger: SerialLedger) -> ShopRequest {
        let customer = random.element(of: customers)
        let product = random.element(of: products)
        switch random.number(1...100) {
        case 1...35: return purchase(&random, customer)
        case 36...50: return .payment(customer, Int64(random.number(1...9 * Int(lastPrice))))
        case 51...55:
            let entries = ledger.customers[customer]?.entries ?? 1
            return .reversal(customer, Int64(random.number(1...max(1, Int(entries)))))
        case 56...65: return refund(&random, ledger)
        case 66...68: return .cancel(order(&random))
        case 69...78: return .goods(product, Int64(random.number(1...40)))
        case 79...82: return .stock(product, Int64(random.number(-30...10)))
        case 83...85: return .limit(customer, Int64(random.number(0...300 * Int(lastPrice))))
        case 86...92: return .price(product, price(&random))
        case 93...94:
            return .addProduct(
                product, sku: sku(&random), price: price(&random), stock: Int64(random.number(0...9)))
        case 95...96:
            return .addCustomer(
                customer, limit: Int64(random.number(0...9000)), reference: random.chance(50) ? "r" : nil)
        case 97...98: return .sku(product, sku(&random))
        default: return .terms(Int64(random.number(1...60)))
        }
    }

    private func sku(_ random: inout SplitMix64) -> String { "s-p\(random.number(1...products.count + 3))" }

    private mutating func purchase(_ random: inout SplitMix64, _ customer: String) -> ShopRequest {
        var items: [ShopRequest.Item] = []
        for _ in 0..<random.number(1...3) {
            items.append(.init(Int64(random.number(1...5)), random.element(of: products)))
        }
        lastOrder += 1
        let id = random.chance(10) ? order(&random) : "o\(lastOrder)"
        return .purchase(customer, items, order: random.chance(80) ? id : nil)
    }

    private func order(_ random: inout SplitMix64) -> String {
        "o\(random.number(max(1, lastOrder - 40)...lastOrder + 1))"
    }

    private func refund(_ random: inout SplitMix64, _ ledger: SerialLedger) -> ShopRequest {
        let id = order(&random)
        let lineCount = ledger.orders[id]?.lines.count ?? 1
        return .refund(
            id,
            (0..<random.number(1...2)).map { _ in
                ShopRequest.Return(
                    Int64(random.number(1...2)), line: Int64(random.number(1...lineCount)),
                    restock: random.chance(60))
            })
    }

    func read(_ random: inout SplitMix64, _ ledger: SerialLedger) -> ShopRead {
        switch random.number(1...3) {
        case 1: .customer(random.element(of: customers))
        case 2: .product(random.element(of: products))
        default: .order(order(&random))
        }
    }
}
