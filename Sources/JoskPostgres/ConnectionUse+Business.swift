internal import JoskLedger
internal import JoskLibPQ

extension ConnectionUse.Party {
    init(_ business: Business.ID) {
        let (high, low) = business.words
        self.init(high: high, low: low)
    }
}

extension ConnectionUse {
    /// The number of rows from which on a transaction is a large one.
    ///
    /// A batch has at most as many unless the application configures more, so a large transaction is usually a single
    /// large command. See ``/JoskLedger/QueueConfiguration/maximumBatchRows``.
    private static let largeTransaction = 4_000
    /// The number of rows that a read may return in one turn of its business; one that may return more is a large read.
    private static let rowsPerTurn = 100

    /// Returns the use of a transaction that loads or writes a number of rows.
    static func transaction(of business: Business.ID, rowCount: Int = 0) -> ConnectionUse {
        .command(of: Party(business), isLarge: rowCount > largeTransaction)
    }

    /// Returns the use of a read that returns up to a number of rows.
    static func read(of business: Business.ID, rowCount: Int = 1) -> ConnectionUse {
        .read(
            of: Party(business), isLarge: rowCount > rowsPerTurn,
            turns: max(1, (rowCount + rowsPerTurn - 1) / rowsPerTurn))
    }

    static func scan(of business: Business.ID) -> ConnectionUse { .scan(of: Party(business)) }
}
