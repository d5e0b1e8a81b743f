/// The pending commands that share one transaction, in the order in which they are decided.
struct CommandBatch: Sendable {
    let commands: [PendingCommand]
    /// The union of the commands' footprints.
    let footprint: Footprint
    /// True if the footprint names all rows that the commands touch.
    let isComplete: Bool

    init(_ commands: [PendingCommand]) {
        self.commands = commands
        var union = commands.first?.footprint ?? Footprint()
        for command in commands.dropFirst() { union.formUnion(command.footprint) }
        footprint = union
        isComplete = commands.allSatisfy(\.footprint.isComplete)
    }
}
