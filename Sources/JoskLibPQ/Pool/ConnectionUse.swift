/// The use of a connection: the kind of work, and the party on whose behalf it is done.
///
/// A pool shares its connections between the kinds and between the parties.
package struct ConnectionUse: Sendable, Hashable {
    /// The kinds of work.
    package enum Kind: Int, Sendable, Hashable, CaseIterable {
        case command
        /// A command of many rows, which occupies its connection for long.
        case largeCommand
        case read
        /// A read of many rows, which occupies its connection for long.
        case largeRead
        /// A read that may occupy its connection for minutes.
        case scan
    }

    /// A business, by the 16 bytes of its identifier; this module has no type for businesses.
    package typealias Party = UUIDWords

    package let kind: Kind
    package let party: Party
    /// The number of turns that the work takes when parties are served in turn; at least 1.
    package let turns: Int

    private init(_ kind: Kind, _ party: Party, turns: Int = 1) {
        self.kind = kind
        self.party = party
        self.turns = max(1, turns)
    }

    package static func command(of party: Party, isLarge: Bool = false) -> ConnectionUse {
        ConnectionUse(isLarge ? .largeCommand : .command, party)
    }

    package static func read(of party: Party, isLarge: Bool = false, turns: Int = 1) -> ConnectionUse {
        ConnectionUse(isLarge ? .largeRead : .read, party, turns: turns)
    }

    package static func scan(of party: Party) -> ConnectionUse { ConnectionUse(.scan, party) }
}

extension ConnectionUse.Kind {
    /// True if the work changes something.
    var isCommand: Bool { self == .command || self == .largeCommand }

    /// True if the work is a read that occupies its connection for long.
    var isLongRead: Bool { self == .largeRead || self == .scan }

    /// True if the work occupies its connection for long.
    var isLong: Bool { self == .largeCommand || isLongRead }
}
