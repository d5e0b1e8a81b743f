/// The pending commands that share one transaction, in the order in which they are decided.
struct CommandBatch: Sendable {
    let commands: [PendingCommand]
    /// The union of the commands' footprints.
    let footprint: Footprint
    /// The approximate size of the transaction: ``TransactionWork/rowCount``.
    let rowCount: Int
    /// True if the footprint names all rows that the commands touch.
    let isComplete: Bool

    init(_ commands: [PendingCommand], rowsPerOrder: Int) {
        self.commands = commands
        var union = commands.first?.footprint ?? Footprint()
        for command in commands.dropFirst() { union.formUnion(command.footprint) }
        footprint = union
        rowCount = commands.reduce(0) { $0 + $1.rowCount(rowsPerOrder: rowsPerOrder) }
        isComplete = commands.allSatisfy(\.footprint.isComplete)
    }
}
