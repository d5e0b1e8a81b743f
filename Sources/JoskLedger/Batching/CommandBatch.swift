/// The pending commands that share one transaction, in the order in which they are decided.
struct CommandBatch: Sendable {
    let commands: [PendingCommand]
    /// The union of their footprints.
    let footprint: Footprint
    /// Whether the footprint names all rows that they touch.
    let isComplete: Bool

    init(_ commands: [PendingCommand]) {
        self.commands = commands
        var union = commands.first?.footprint ?? Footprint()
        for command in commands.dropFirst() { union.formUnion(command.footprint) }
        footprint = union
        isComplete = commands.allSatisfy(\.footprint.isComplete)
    }
}
