import JoskTesting
import Logging
import PostgresWorker
import Testing

@testable import JoskLedger

/// One purchase under a key and for an order of its own, so that nobody can be told what is somebody else's.
struct Buyer: Sendable {
    let key: IdempotencyKey
    let order = Order.ID()
    let customer: Customer.ID
    let lines: [PurchaseLine]

    init(_ name: String, _ customer: Customer.ID, _ lines: [PurchaseLine]) throws {
        key = try IdempotencyKey(name)
        (self.customer, self.lines) = (customer, lines)
    }

    /// Buys, and says what came of it.
    func buy(in tenant: Tenant) async -> Told {
        do throws(PurchaseError) {
            let receipt = try await tenant.purchase(
                by: customer, lines: lines, orderID: order, idempotencyKey: key)
            #expect(receipt.orderID == order, "\(key) was told of another order")
            return Told(buyer: self, answer: .bought(receipt))
        } catch .rejected {
            return Told(buyer: self, answer: .rejected)
        } catch .store(let failure) {
            #expect(failure.key == key, "\(key) was told of another key: \(failure)")
            return Told(buyer: self, answer: .failed(failure))
        } catch {
            Issue.record("\(key): \(error)")
            return Told(buyer: self, answer: .rejected)
        }
    }
}

/// What a buyer was told.
struct Told: Sendable {
    enum Answer: Sendable {
        case bought(PurchaseReceipt)
        case rejected
        case failed(StoreError)
    }

    let buyer: Buyer
    let answer: Answer

    var isBought: Bool { if case .bought = answer { true } else { false } }
    var isRejected: Bool { if case .rejected = answer { true } else { false } }
    var failure: StoreError? { if case .failed(let failure) = answer { failure } else { nil } }
}

extension Tenant {
    /// The same business through a ledger of its own on a store.
    func queued(on store: any Store, _ settings: QueueConfiguration = .patient) -> Tenant {
        Ledger(store: store, queue: settings, logger: .silent).tenant(id)
    }

    /// How many commands wait in the queue of the tenant's ledger.
    var waitingCount: Int { queue.queuedCount }

    /// Waits until so many commands wait in the queue of the tenant's ledger.
    func untilWaiting(_ count: Int) async throws {
        #expect(try await eventually { waitingCount >= count })
    }
}

extension TestDatabase {
    /// The orders that there are.
    func orders() async throws -> Set<String> {
        Set(try await run("SELECT id FROM josk.orders").split(separator: "\n").map(String.init))
    }
}
