import BenchmarkPeers
import Foundation
import JoskLedger
import JoskTesting

/// A buyer that uses the public API as an application does.
///
/// Each purchase has its own idempotency key, and the buyer waits for the receipt.
struct Buyer: Sendable {
    private let tenants: [Tenant]
    private let customers: [Customer.ID]
    private let products: [Product.ID]
    private let hasHotProduct: Bool

    init(in shop: ShopGroup, _ workload: PeerWorkload, of ledger: Ledger) {
        tenants = shop.businesses.map(ledger.tenant)
        let count = workload == .hotCustomer ? 1 : shop.customersPerTenant
        customers = (1...count).map(ShopGroup.customer)
        products = (1...shop.productsPerTenant).map(ShopGroup.product)
        hasHotProduct = workload == .hotProduct
    }

    /// Buys one unit each of two different products, as the peers do.
    func buy(_ random: inout SeededGenerator) async throws(LoadFailure) {
        let tenant = random.element(of: tenants)
        let customer = random.element(of: customers)
        let lines = lines(&random)
        let key: IdempotencyKey
        do { key = try IdempotencyKey("\(random.next())-\(random.next())") } catch {
            throw LoadFailure(code: "key")
        }
        do throws(PurchaseError) {
            try await tenant.purchase(by: customer, lines: lines, idempotencyKey: key)
        } catch {
            throw LoadFailure(error)
        }
    }

    private func lines(_ random: inout SeededGenerator) -> [PurchaseLine] {
        let first = hasHotProduct ? 0 : random.number(in: 0...products.count - 1)
        // A product other than the first.
        let distance = random.number(in: 1...products.count - 1)
        let second = (first + distance) % products.count
        return [PurchaseLine(products[first], quantity: 1), PurchaseLine(products[second], quantity: 1)]
    }
}

extension LoadFailure {
    init<Rejection>(_ error: CommandError<Rejection>) {
        code =
            switch error {
            case .rejected: "rejected"
            case .keyReused: "keyReused"
            case .unknownBusiness: "unknownBusiness"
            case .store(let failure): "\(failure.code)"
            @unknown default: "unknown"
            }
    }
}
