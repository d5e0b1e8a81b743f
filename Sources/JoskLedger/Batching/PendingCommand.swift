/// A closure that delivers a result to its caller.
///
/// It is called once, and only after the transaction has committed.
typealias Delivery = @Sendable () -> Void

/// A command in the queue, or one chunk of a bulk call, whose commands have one outcome.
///
/// It is an immutable class because it is passed around often, and a reference is cheaper to copy than a struct.
final class PendingCommand: Sendable {
    /// The identifier of a pending command.
    ///
    /// Tickets and transaction slots are numbered together, so the numbers give the order of arrival.
    struct Ticket: Sendable, Hashable {
        let business: Business.ID
        let number: UInt64
    }

    /// The part of a pending command that decides it and delivers its outcome to the caller.
    struct Execution: Sendable {
        /// The rows and keys that the commands read and write.
        let footprint: Footprint
        let commandCount: Int
        /// The approximate number of rows, without those of orders to refund.
        let rowCount: Int
        /// The kind and the key of the first command, for the operator's log.
        let first: (kind: String, key: IdempotencyKey)
        /// Decides on the state, and returns a closure that delivers the result.
        ///
        /// The state holds more than the footprint if other commands share the transaction.
        let run: @Sendable (inout TransactionState) -> Delivery
        /// Delivers a failure of the store.
        let fail: @Sendable (StoreError) -> Void

        /// Creates the execution of some work, whose outcome goes to `deliver`.
        init<Output: Sendable>(
            _ work: TransactionWork<Output>, commandCount: Int, first: (kind: String, key: IdempotencyKey),
            deliver: @escaping @Sendable (Result<Output, StoreError>) -> Void
        ) {
            footprint = work.footprint
            rowCount = work.rowCount
            self.commandCount = commandCount
            self.first = first
            run = { state in
                let output = work.body(&state)
                return { deliver(.success(output)) }
            }
            fail = { deliver(.failure($0)) }
        }
    }

    let ticket: Ticket
    let execution: Execution
    /// The time at which the command was queued.
    let queuedAt: ContinuousClock.Instant
    /// The number of expiry sweeps before the command was queued.
    let sweep: Int

    var footprint: Footprint { execution.footprint }
    var commandCount: Int { execution.commandCount }

    /// Returns the approximate size of the command: ``TransactionWork/rowCount``.
    ///
    /// - Parameter rowsPerOrder: The estimated number of rows of an order to refund, which only the store finds.
    func rowCount(rowsPerOrder: Int) -> Int {
        execution.rowCount + (footprint.isComplete ? 0 : rowsPerOrder * footprint.orders.count)
    }

    init(_ execution: Execution, as ticket: Ticket, queuedAt: ContinuousClock.Instant, sweep: Int) {
        self.ticket = ticket
        self.execution = execution
        self.queuedAt = queuedAt
        self.sweep = sweep
    }
}

extension [PendingCommand] {
    /// The number of commands, with those of bulk calls counted one by one.
    var commandCount: Int { reduce(0) { $0 + $1.commandCount } }
}
