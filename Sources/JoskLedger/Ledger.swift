public import Foundation
public import Logging
public import Metrics

/// A purchase engine on a store.
///
/// An application creates one ledger, and keeps it for as long as it runs.
///
///     let ledger = Ledger(store: InMemoryStore())
///     let shop = try await ledger.createBusiness(name: "Corner Shop", currency: .usd)
///     let tenant = ledger.tenant(shop.id)
///
/// Commands of one business that arrive at the same time share transactions (see ``QueueConfiguration``): the more
/// commands there are, the less each one costs. Commands share transactions only within one ledger and its copies, so
/// a process should have only one. Any number of ledgers, in any number of processes, may use the same store.
/// Conflicting commands of different ledgers wait for one another in the store.
///
/// A call that starts after another call has returned sees the effects of that call. Calls that overlap have no
/// defined order.
///
/// ## Metrics
///
/// A ledger reports these metrics to a factory of swift-metrics. Each one exists from the start, with every value of
/// its dimensions, so an outcome that has not occurred yet is a zero and not a gap. No dimension contains a business,
/// a customer or a key.
///
/// - `josk_commands`: a counter of commands, by `kind` and `outcome`.
/// - `josk_rejections`: a counter of the reasons for rejections, by `kind` and `reason`. A command that was rejected
///   for several reasons counts once for each of them.
/// - `josk_command_duration`: a timer from the call of a command to its result, by `kind`.
/// - `josk_queue_length`: a gauge of the commands that wait for a transaction.
/// - `josk_queue_wait_duration`: a timer of the wait until a transaction takes a command.
/// - `josk_batch_size`: a recorder of the number of commands that share a transaction.
public struct Ledger: Sendable {
    let store: any Store
    let queue: CommandQueue
    let metrics: LedgerMetrics

    /// Creates a ledger on a store.
    ///
    /// - Parameters:
    ///   - store: The store that contains the businesses.
    ///   - configuration: The bounds of the command queue: how many commands may wait, for how long, and how many
    ///     share a transaction.
    ///   - logger: The logger for failures. At level `error` it gets one line for all commands that failed together
    ///     in the store, and one line for each committed command whose receipt is unreadable. At level `warning` it
    ///     gets the number of commands that were refused because a queue was full or their wait timed out. Rejections
    ///     are not logged, because they are results.
    ///   - factory: The factory that creates the metrics, once, in this initializer. Ledgers with the same factory
    ///     add to the same metrics. The default is the factory with which the application has bootstrapped
    ///     `MetricsSystem` by then.
    public init(
        store: any Store, queue configuration: QueueConfiguration = QueueConfiguration(),
        logger: Logger = Logger(label: "josk"),
        metrics factory: any MetricsFactory = MetricsSystem.factory
    ) {
        self.store = store
        queue = CommandQueue(store, configuration, logger: logger, metrics: factory)
        metrics = LedgerMetrics(factory: factory)
    }

    /// Returns a handle to one business, with all its commands and reads.
    ///
    /// The method reads nothing from the store. If the business does not exist, commands on the handle fail with
    /// ``CommandError/unknownBusiness(_:)`` and reads return nil or empty lists.
    ///
    /// - Parameter id: The identifier of the business, from ``CreateBusinessReceipt/id``.
    public func tenant(_ id: Business.ID) -> Tenant {
        Tenant(id: id, store: store, queue: queue, metrics: metrics)
    }

    /// Creates a business, once for each identifier.
    ///
    /// To make a retry safe, supply the identifier. The same request with the same identifier returns the first
    /// receipt again and changes nothing. A different request with that identifier is rejected.
    ///
    /// - Parameters:
    ///   - id: The identifier of the business. The default is a new identifier, so every call without one creates
    ///     another business.
    ///   - name: The name of the business.
    ///   - currency: The only currency of all amounts of the business. It never changes.
    ///   - timeZone: The time zone that determines the day of a charge, and from it the due date. It also determines
    ///     the default effective date of payments, payouts and adjustments. Its rules come from the system's time zone
    ///     data.
    ///   - paymentTerms: The payment terms of customers who have none of their own, within
    ///     ``Limits/paymentTermDays``.
    ///   - metadata: Notes that the journal stores with the command. They are part of the request, so a retry must
    ///     pass the same ones (see ``Metadata``).
    /// - Returns: A receipt with the identifier of the business.
    /// - Throws: ``CreateBusinessError``. The command is rejected if a different request has created a business with
    ///   the identifier, if the time zone has no identifier from which the system can restore it, or if the payment
    ///   terms are out of bounds.
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
            // Every business is created under the same key, so a reused key means that this business exists.
            throw .rejected(.alreadyExists(id))
        } catch .store(let failure) {
            throw .store(failure.ofCreating(id))
        }
    }
}

/// The error of ``Ledger/createBusiness(id:name:currency:timeZone:paymentTerms:metadata:)``.
///
/// ``CommandError/keyReused(_:)`` and ``CommandError/unknownBusiness(_:)`` do not occur.
public typealias CreateBusinessError = CommandError<CreateBusinessRejection>
