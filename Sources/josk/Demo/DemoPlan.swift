import JoskTesting

/// The products of the shop and the buyers with their baskets.
///
/// The seed determines the whole plan. It does not determine which buyers succeed, because they race for the stock.
struct DemoPlan: Hashable, Sendable {
    struct Product: Hashable, Sendable {
        let sku: String
        let name: String
        /// The price in pence.
        let price: Int64
    }

    struct Buyer: Hashable, Sendable {
        /// The buyer's number, counted from 1.
        let number: Int
        /// The credit limit in pence.
        let creditLimit: Int64
        let basket: [Wish]
        /// True if the buyer sends the purchase twice, at the same time and under the same key.
        let clicksTwice: Bool
    }

    struct Wish: Hashable, Sendable {
        /// The product's index in the plan.
        let product: Int
        let quantity: Int64
    }

    let seed: UInt64
    let stock: Int64
    let products: [Product]
    let buyers: [Buyer]

    init(seed: UInt64, buyers: Int, products: Int, stock: Int64) {
        var random = SeededGenerator(seed: seed)
        self.seed = seed
        self.stock = stock
        self.products = (0..<products).map { Self.product($0, &random) }
        self.buyers = (1...buyers).map { Self.buyer($0, products, &random) }
    }

    private static func product(_ index: Int, _ random: inout SeededGenerator) -> Product {
        let price = Int64(random.number(in: 6...36)) * 50
        guard index < goods.count else {
            return Product(sku: "BLEND-\(index + 1)", name: "Blend no. \(index + 1)", price: price)
        }
        return Product(sku: goods[index].sku, name: goods[index].name, price: price)
    }

    private static func buyer(_ number: Int, _ products: Int, _ random: inout SeededGenerator) -> Buyer {
        let basket = (1...random.number(in: 1...3)).map { _ in
            Wish(product: random.number(in: 0...products - 1), quantity: Int64(random.number(in: 1...3)))
        }
        return Buyer(
            number: number, creditLimit: random.element(of: [2_000, 4_000, 8_000, 16_000]), basket: basket,
            clicksTwice: number % 10 == 1)
    }

    private static let goods = [
        (sku: "ASSAM", name: "Assam, 250 g"),
        (sku: "OOLONG", name: "Oolong, 100 g"),
        (sku: "SENCHA", name: "Sencha, 100 g"),
        (sku: "TEAPOT", name: "Teapot"),
        (sku: "CUP", name: "Tea cup"),
        (sku: "STRAINER", name: "Strainer"),
        (sku: "CADDY", name: "Tea caddy"),
        (sku: "JUG", name: "Milk jug"),
    ]
}
