/// The maximum numbers of callers that wait for a connection.
package struct WaitLimits: Sendable, Hashable {
    /// The waiting commands of all parties.
    package var commands: Int
    /// The waiting reads of all parties.
    package var reads: Int
    /// The waiting reads of one party.
    package var readsPerParty: Int

    package init(commands: Int = 10_000, reads: Int = 100_000, readsPerParty: Int = 10_000) {
        precondition(commands >= 0 && reads >= 0 && readsPerParty >= 0)
        self.commands = commands
        self.reads = reads
        self.readsPerParty = readsPerParty
    }
}

/// A limit that a caller would have exceeded by waiting.
package enum WaitLimit: Sendable, Hashable {
    case commands(Int)
    case reads(Int)
    case readsOfParty(Int)
}
