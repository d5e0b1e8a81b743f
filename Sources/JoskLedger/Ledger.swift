public import Foundation
public import Logging
public import Metrics

/// A purchase engine on a store: what a host holds for as long as it runs.
///
///     let ledger = Ledger(store: InMemoryStore())
///     let shop = try await ledger.createBusiness(name: "Corner Shop", currency: .usd)
///     let tenant = ledger.tenant(shop.id)
///
/// Commands of one business that come at the same time share transactions (see ``QueueConfiguration``): the more there are, the
/// less each costs. That happens within one ledger and its copies, so a process needs one. Any number of ledgers, in any
/// number of processes, may share a store; what they do waits for one another in the store.
///
/// A call that starts after another has returned sees what that one did. Calls that overlap have no order.
public struct Ledger: Sendable {
    let store: any Store
    let queue: CommandQueue
    let metrics: LedgerMetrics

    /// An engine on a store.
    ///
    /// - Parameters:
    ///   - store: Where the businesses are kept.
    ///   - configuration: How many commands may wait, how long, and how many share a transaction.
    ///   - logger: Told of commands that failed in the store, at level `error`, once for those that failed together.
    ///     Rejections are not logged: they are answers.
    ///   - factory: Makes the meters of commands, rejections, durations and the queue, once, for all ledgers that
    ///     share it; `Docs/operations.md` names them. By default the factory with which the host has
    ///     bootstrapped `MetricsSystem` by then.
    public init(
        store: any Store, queue configuration: QueueConfiguration = QueueConfiguration(),
        logger: Logger = Logger(label: "josk"),
        metrics factory: any MetricsFactory = MetricsSystem.factory
    ) {
        self.store = store
        queue = CommandQueue(store, configuration, logger: logger, metrics: factory)
        metrics = LedgerMetrics(factory: factory)
    }

    /// The way to one business's data; there is no other. It reads nothing: for a business that does not
    /// exist, commands fail with ``CommandError/unknownBusiness(_:)`` and reads find nothing.
    public func tenant(_ id: Business.ID) -> Tenant {
        Tenant(id: id, store: store, queue: queue, metrics: metrics)
    }

    /// Creates a business.
    ///
    /// It happens once by the identifier that the caller supplies: the same request again gives the first
    /// receipt, and another request with the same identifier is refused.
    ///
    /// - Parameters:
    ///   - id: The caller's identifier; a new one by default, which makes every call another business.
    ///   - name: What it is called.
    ///   - currency: The one currency of all its amounts. It never changes.
    ///   - timeZone: Decides on which day a charge is made, and so when it is due. The system's time zone
    ///     data gives its rules.
    ///   - paymentTerms: The payment terms of customers who have none of their own.
    ///   - metadata: Notes that the host keeps with the command in the journal; see ``Metadata``.
    @discardableResult
    public func createBusiness(
        id: Business.ID = Business.ID(), name: Name, currency: Currency, timeZone: TimeZone = .gmt,
        paymentTerms: PaymentTerms = .days(30), metadata: Metadata = .empty
    ) async throws(CreateBusinessError) -> CreateBusinessReceipt {
        let command = CreateBusiness(
            name: name, currency: currency, timeZone: timeZone, paymentTerms: paymentTerms)
        do throws(CreateBusinessError) {
            return try await tenant(id).submit(command, key: CreateBusiness.key, metadata: metadata)
        } catch .keyReused {
            // The key is the same for every business. That it was used says that this business exists.
            throw .rejected(.alreadyExists(id))
        }
    }
}

/// Why a business was not created. ``CommandError/keyReused(_:)`` and ``CommandError/unknownBusiness(_:)`` do
/// not occur.
public typealias CreateBusinessError = CommandError<CreateBusinessRejection>
