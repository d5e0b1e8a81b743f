// The code of the article "Errors, retries and idempotency".

import JoskInMemory
import JoskLedger
import Logging

/// The result that a checkout shows.
enum CheckoutResult {
    case sold(PurchaseReceipt)
    case refused(String)
    case tryLater(String)
}

func checkOut(
    _ lines: [PurchaseLine], for customer: Customer.ID, key: IdempotencyKey, in tenant: Tenant, logger: Logger
) async -> CheckoutResult {
    do throws(PurchaseError) {
        return .sold(try await tenant.purchase(by: customer, lines: lines, idempotencyKey: key))
    } catch {
        switch error {
        case .rejected(let rejection):
            for shortage in rejection.shortages {
                logger.info("short", metadata: ["missing": "\(shortage.missing)"])
            }
            return .refused(rejection.description)
        case .keyReused, .unknownBusiness:
            logger.error("defect in the checkout: \(String(reflecting: error))")
            return .refused("This order cannot be placed.")
        case .store(let failure):
            logger.error("\(String(reflecting: failure))")
            return .tryLater(failure.description)
        }
    }
}

func purchaseWithRetries(
    _ lines: [PurchaseLine], by customer: Customer.ID, key: IdempotencyKey, in tenant: Tenant
) async throws -> PurchaseReceipt {
    for attempt in 1...3 {
        do throws(PurchaseError) {
            return try await tenant.purchase(by: customer, lines: lines, idempotencyKey: key)
        } catch .store(let failure) where failure.isRetriable && attempt < 3 {
            try await Task.sleep(for: .milliseconds(200 << attempt))
        } catch {
            throw error
        }
    }
    preconditionFailure("the loop returns or throws in its third pass")
}

/// Returns the receipts whose ledger entries are lost.
func lostReceipts(
    of kept: [any PostingReceipt], in tenant: Tenant
) async throws(StoreError) -> [any PostingReceipt] {
    var lost: [any PostingReceipt] = []
    for receipt in kept {
        switch try await tenant.verify(receipt) {
        case .recorded: break
        case .nothingPosted: break  // The total was zero; tenant.order(_:) finds the order.
        case .missing, .different: lost.append(receipt)
        }
    }
    return lost
}

let ledger = Ledger(store: InMemoryStore())
let tenant = ledger.tenant(try await ledger.createBusiness(name: "Corner Shop", currency: .usd).id)
let ada = try await tenant.addCustomer(name: "Ada", creditLimit: .usd(minorUnits: 500_00))
let tea = try await tenant.addProduct(sku: "TEA-1", name: "Tea", price: .usd(minorUnits: 4_50), stock: 1)

let typed = "checkout-7\n\u{1B}[31mforged line"
let key = try IdempotencyKey(typed)
print(key)  // checkout-7\n\u{1B}[31mforged line
let bought = try await purchaseWithRetries([.init(tea.id, quantity: 1)], by: ada.id, key: key, in: tenant)
print("lost receipts: \(try await lostReceipts(of: [ada, bought], in: tenant).count)")
print(
    await checkOut(
        [.init(tea.id, quantity: 2)], for: ada.id, key: "checkout-8", in: tenant,
        logger: Logger(label: "shop")))
