/// The bounds of a ledger's command queue: how many commands may wait, for how long, and how many share a transaction.
///
/// Commands of one business that arrive while a transaction of that business is in flight wait, and share the next
/// one. The queue never waits for further commands to arrive: if no transaction is in flight, a command leaves at once.
/// There is no batching delay to configure.
public struct QueueConfiguration: Sendable, Hashable {
    /// The maximum number of commands in one transaction.
    ///
    /// The default is large enough to make round trips and the flush to disk cheap, and small enough not to hold the
    /// locks for long. A bulk call's chunk of 200 commands is never divided.
    public var maximumBatchSize = 200
    /// The maximum number of rows of one transaction: those that its commands name (``Footprint/rowCount``), and the
    /// lines of the orders and refunds that they write.
    ///
    /// A command with more rows runs alone. The rows of an order to refund, which only the store finds, are estimated:
    /// as many as those of the largest order in the business's latest transaction that loaded one, and 100 before the
    /// first. A store may treat a transaction of many rows as a large one, which waits longer for a connection.
    ///
    /// If the transaction still takes too long, it is rolled back, and each half of its commands is tried again in a
    /// transaction of its own. A command that takes too long alone fails.
    public var maximumBatchRows = 4_000
    /// The maximum number of waiting commands of one business.
    ///
    /// The next command fails at once, with ``StoreError/Code/busy``.
    public var maximumQueuedPerBusiness = 10_000
    /// The maximum number of waiting commands of all businesses.
    ///
    /// The next command fails at once, with ``StoreError/Code/busy``, unless it is the only one of its business.
    public var maximumQueued = 100_000
    /// The time that a command waits for a transaction to take it, before it fails.
    ///
    /// A command waits this long, or up to an eighth longer. Values under 8 milliseconds count as 8. A command that
    /// times out has changed nothing; it fails with the store's last failure, or with ``StoreError/Code/timedOut``.
    /// The store bounds the duration of the transaction. A command usually takes at most as long as both; it takes
    /// longer if its transaction failed and is retried in parts. It then waits at most this time again for each retry,
    /// and is not retried once four times this time has passed since it arrived. Set this time longer than the
    /// interruptions that callers should sit out, such as a failover.
    public var queueTimeout = Duration.seconds(30)
    /// The maximum number of transactions of one business in flight at a time.
    ///
    /// Further transactions carry only commands whose footprints are disjoint from those in flight, so they never wait
    /// for one another's locks. More than one pays if the server has many cores and few businesses buy at a time. Keep
    /// it well below the store's number of connections, or one business can occupy all of them.
    public var maximumConcurrentTransactionsPerBusiness = 1

    /// Creates the default configuration, which suits most applications.
    public init() {}

    /// The upper bound of `maximumBatchSize`, more commands than any transaction can have.
    private static let largestBatch = 1 << 24

    /// The configuration with every value within the range that works.
    var clamped: QueueConfiguration {
        var clamped = self
        clamped.maximumBatchSize = min(max(1, maximumBatchSize), Self.largestBatch)
        clamped.maximumBatchRows = max(1, maximumBatchRows)
        clamped.maximumQueuedPerBusiness = max(1, maximumQueuedPerBusiness)
        clamped.maximumQueued = max(1, maximumQueued)
        clamped.maximumConcurrentTransactionsPerBusiness = max(1, maximumConcurrentTransactionsPerBusiness)
        clamped.queueTimeout = max(.milliseconds(8), queueTimeout)
        return clamped
    }
}
