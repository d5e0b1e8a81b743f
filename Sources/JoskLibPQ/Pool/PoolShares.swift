/// The numbers of connections that the kinds of work, and the parties, may have at a time.
///
/// From four connections on, commands and reads leave some to each other, so that neither waits until the other has
/// ended. Work that takes long (large commands, large reads and scans) leaves some to the rest of its group, and all of it
/// together leaves some to short commands and some to short reads. A party leaves some to the others: a party that had
/// none a moment ago gets one at once.
package struct PoolShares: Sendable, Hashable {
    /// The connections of all commands.
    package var commands: Int
    /// The connections of large commands, which count among those of all commands.
    package var largeCommands: Int
    /// The connections of one party's commands while a command of another party waits.
    package var commandsPerParty: Int
    /// The connections of all reads.
    package var reads: Int
    /// The connections of large reads, which count among those of all reads.
    package var largeReads: Int
    /// The connections of scans, which count among those of all reads.
    package var scans: Int
    /// The connections of large commands, large reads and scans together.
    package var longWork: Int
    /// The connections of one party's reads, large ones included.
    package var readsPerParty: Int
    /// The connections of one party's scans, in addition to those of its reads.
    package var scansPerParty: Int
    /// True if commands and reads take turns, because they leave no connection to each other.
    package var takeTurns: Bool

    /// Divides a number of connections.
    package init(of maximum: Int) {
        let isDivided = maximum >= 4
        takeTurns = !isDivided
        commands = isDivided ? maximum - max(1, maximum / 8) : maximum
        reads = isDivided ? maximum - max(1, maximum / 4) : maximum
        longWork = isDivided ? maximum / 2 : maximum
        largeCommands = Self.part(commands, 2)
        commandsPerParty = Self.part(commands + 1, 2)
        readsPerParty = isDivided ? Self.part(reads + 1, 2) : reads
        largeReads = Self.part(reads, 2)
        scans = Self.part(maximum, 4)
        scansPerParty = Self.part(scans, 2)
    }

    private static func part(_ count: Int, _ divisor: Int) -> Int { max(1, count / divisor) }

}
