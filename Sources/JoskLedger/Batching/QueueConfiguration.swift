/// How many commands may wait for a transaction, how long, and how many share one.
///
/// Commands of one business that come while a transaction of that business is under way wait, and go together in the
/// next one. Nothing waits for others to come: where no transaction is under way, a command leaves at once. So there
/// is no delay to set here, only bounds.
public struct QueueSettings: Sendable, Hashable {
    /// Commands in one transaction at most: enough to make round trips and the flush to disk cheap, and few enough not
    /// to hold the locks for long. A bulk call's part of a list, 200 commands, is never divided.
    public var commandsPerTransaction = 200
    /// Rows that the commands of one transaction name at most (``Footprint/rowCount``). One that names more goes alone. An
    /// order that is to be refunded counts for 20, for it brings products that only the store finds.
    public var rowsPerTransaction = 4_000
    /// Commands of one business that may wait. The next one fails at once, with ``StoreError/Code/busy``.
    public var waitingPerBusiness = 10_000
    /// Commands of all businesses that may wait. The next one fails at once, with ``StoreError/Code/busy``, unless it is the
    /// only one of its business.
    public var waitingInAll = 100_000
    /// How long a command waits for a transaction to take it, within an eighth; 8 milliseconds or more. Then it has not
    /// happened, and fails with what the store has failed with meanwhile, or with ``StoreError/Code/timedOut``. How long
    /// a transaction takes, the store bounds: a command may take as long as both. Let it be longer than what you
    /// want callers to sit out, such as a failover.
    public var maximumWait = Duration.seconds(30)
    /// Transactions of one business that may be under way at a time.
    ///
    /// The second and further ones carry only commands that touch nothing of what those under way touch, so that they
    /// never wait for one another's locks. More than one pays where the server has many cores and few businesses buy at
    /// a time. Let it be well below the store's number of connections, or one business may have them all.
    public var transactionsPerBusiness = 1

    /// The settings that suit most hosts.
    public init() {}

    /// More commands than any transaction can have.
    private static let enough = 1 << 24

    /// The settings, made to mean something: at least one of everything.
    var sound: QueueSettings {
        var sound = self
        sound.commandsPerTransaction = min(max(1, commandsPerTransaction), Self.enough)
        sound.rowsPerTransaction = max(1, rowsPerTransaction)
        sound.waitingPerBusiness = max(1, waitingPerBusiness)
        sound.waitingInAll = max(1, waitingInAll)
        sound.transactionsPerBusiness = max(1, transactionsPerBusiness)
        sound.maximumWait = max(.milliseconds(8), maximumWait)
        return sound
    }
}
