import JoskTesting
import Logging
import PostgresWorker
import Testing

@testable import JoskLedger

/// One purchase with its own key and its own order, so that a result of another purchase is detected.
struct Buyer: Sendable {
    let key: IdempotencyKey
    let order = Order.ID()
    let customer: Customer.ID
    let lines: [PurchaseLine]

    init(_ name: String, _ customer: Customer.ID, _ lines: [PurchaseLine]) throws {
        key = try IdempotencyKey(name)
        (self.customer, self.lines) = (customer, lines)
    }

    /// Makes the purchase, and returns its result.
    func buy(in tenant: Tenant) async -> BuyerResult {
        do throws(PurchaseError) {
            let receipt = try await tenant.purchase(
                by: customer, lines: lines, orderID: order, idempotencyKey: key)
            #expect(receipt.orderID == order, "\(key) got the receipt of another order")
            return BuyerResult(buyer: self, outcome: .bought(receipt))
        } catch .rejected {
            return BuyerResult(buyer: self, outcome: .rejected)
        } catch .store(let failure) {
            #expect(failure.key == key, "\(key) got the failure of another key: \(failure)")
            return BuyerResult(buyer: self, outcome: .failed(failure))
        } catch {
            Issue.record("\(key): \(error)")
            return BuyerResult(buyer: self, outcome: .rejected)
        }
    }
}

/// The result of a buyer's purchase.
struct BuyerResult: Sendable {
    enum Outcome: Sendable {
        case bought(PurchaseReceipt)
        case rejected
        case failed(StoreError)
    }

    let buyer: Buyer
    let outcome: Outcome

    var isBought: Bool { if case .bought = outcome { true } else { false } }
    var isRejected: Bool { if case .rejected = outcome { true } else { false } }
    var failure: StoreError? { if case .failed(let failure) = outcome { failure } else { nil } }
}

extension Tenant {
    /// Returns the same business through a separate ledger on a store.
    func queued(on store: any Store, _ settings: QueueConfiguration = .patient) -> Tenant {
        Ledger(store: store, queue: settings, logger: .silent).tenant(id)
    }

    /// The number of commands that wait in the queue of the tenant's ledger.
    var waitingCount: Int { queue.queuedCount }

    /// Waits until at least this many commands wait in the queue of the tenant's ledger.
    func untilWaiting(_ count: Int) async throws {
        #expect(try await eventually { waitingCount >= count })
    }
}

extension TestDatabase {
    /// Returns the identifiers of all orders.
    func orders() async throws -> Set<String> {
        Set(try await run("SELECT id FROM josk.orders").split(separator: "\n").map(String.init))
    }
}
