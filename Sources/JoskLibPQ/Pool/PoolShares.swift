/// The numbers of connections that the kinds of work, and the parties, may have at a time.
///
/// From four connections on, short commands and short reads each have some that nothing else may occupy. Work that takes
/// long (large commands, large reads and scans) has at most half of all connections.
///
/// A party has a share of its own for each kind, so that none of its kinds of work keeps another of them waiting. From
/// six connections on, all reads of a party together leave one connection to the reads of others. Commands leave some
/// to other parties only while a command of another party waits.
package struct PoolShares: Sendable, Hashable {
    /// The connections of all commands.
    package var commands: Int
    /// The connections of large commands, which count among those of all commands.
    package var largeCommands: Int
    /// The connections of one party's short commands while a command of another party waits.
    package var commandsPerParty: Int
    /// The connections of one party's large commands while a command of another party waits.
    package var largeCommandsPerParty: Int
    /// The connections of all reads.
    package var reads: Int
    /// The connections of large reads, which count among those of all reads.
    package var largeReads: Int
    /// The connections of scans, which count among those of all reads.
    package var scans: Int
    /// The connections of large commands, large reads and scans together.
    package var longWork: Int
    /// The connections of one party's short reads.
    package var readsPerParty: Int
    /// The connections of one party's large reads.
    package var largeReadsPerParty: Int
    /// The connections of one party's scans.
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
        largeCommandsPerParty = Self.part(largeCommands + 1, 2)
        commandsPerParty = Self.part(commands + 1, 2)
        largeReads = Self.part(reads, 2)
        scans = Self.part(maximum, 4)
        scansPerParty = Self.part(scans, 2)
        guard isDivided else {
            (readsPerParty, largeReadsPerParty) = (reads, Self.part(largeReads + 1, 2))
            return
        }
        // One party's reads of all kinds leave a connection to those of others. Below six connections there are not
        // enough for that beside two short reads of a party.
        let left = reads - 1 - scansPerParty
        let half = Self.part(reads + 1, 2)
        largeReadsPerParty = max(1, min(Self.part(largeReads + 1, 2), left - half))
        readsPerParty = max(min(half, 2), min(half, left - largeReadsPerParty))
    }

    private static func part(_ count: Int, _ divisor: Int) -> Int { max(1, count / divisor) }
}
