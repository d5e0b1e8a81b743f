/// Checks a history by all rules.
///
/// Each rule is an extension in a file of its own. The rules run in the order 7, 1 to 6, 8, 9, the changes and final
/// values of 12, 10 to 12, 13 and 14. Rule 7 comes first, because no other rule can decide to which of two requests the
/// rows under a key belong.
struct Checker {
    let history: History
    var commands: Commands
    let rows: RowGroups
    let ends: CallEnds
    /// The time of the first invocation; rows that no call explains were stored before.
    let start: Int64
    /// The row of each order.
    private let orderRows: [Name: Int]
    var violations: [Violation] = []
    var taint = Taint()
    /// The bounds of the commit of each journal entry.
    var bounds: [Window] = []
    var chains: [ChainID: Chain] = [:]
    var registers: [RegisterID: Register] = [:]
    /// The journal entry of the command that added each product.
    var additions: [Name: Int] = [:]

    init(_ history: History) {
        self.history = history
        commands = Commands(history)
        rows = RowGroups(history, commands)
        ends = CallEnds(history)
        start = history.calls.map(\.invoked).min() ?? .min
        orderRows = Dictionary(
            history.orders.indices.map { (history.orders[$0].id, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Returns the row of an order; nil if there is none.
    func order(_ id: Name) -> Int? { orderRows[id] }

    mutating func check() -> HistoryReport {
        assignJournal()
        checkKeys()
        checkJournalOfReceipts()
        checkJournalWithoutSuccess()
        checkRejectedAttempts()
        setBounds()
        checkRowCounts()
        checkReceiptsAgree()
        checkRowsAndReceipts()
        checkChains()
        checkRealTime()
        buildRegisters()
        checkRegisters()
        var graph = OrderGraph(writers: history.journal.count)
        checkMoments(&graph)
        addOrder(to: &graph)
        checkCycles(in: graph)
        checkDefects()
        return report()
    }
}
