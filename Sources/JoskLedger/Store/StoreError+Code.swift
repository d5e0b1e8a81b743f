extension StoreError {
    /// The kind of a failure.
    ///
    /// Two codes are equal if their names are.
    public struct Code: Sendable {
        /// The name of the code.
        public let description: String
        /// One complete sentence for the person who sent the command.
        ///
        /// It names no detail of the server.
        public let summary: String

        /// Creates a code of a store's own, for a failure that the codes below do not cover.
        public init(_ name: String, summary: String = "The service failed.") {
            description = name
            self.summary = summary
        }

        /// The store is unreachable, or it is shut down.
        public static let unavailable = Code("unavailable", summary: "The service is unavailable.")
        /// The store or the command queue is overloaded: a lock or a connection was not available in time, too many
        /// commands or reads were waiting, or concurrent transactions kept conflicting.
        public static let busy = Code("busy", summary: "The service is busy.")
        /// The store did not respond in time.
        ///
        /// If the commands of one transaction fail with this code and nothing was committed, they are retried in halves.
        public static let timedOut = Code("timedOut", summary: "The service did not respond in time.")
        /// The caller's task was cancelled before a transaction took the command.
        public static let cancelled = Code("cancelled", summary: "The request was cancelled.")
        /// Stored data cannot be read: they are damaged, or a newer version of the library wrote them.
        ///
        /// If the commands of one transaction fail with this code and nothing was committed, they are retried
        /// separately, because the data of a single command may be the cause.
        public static let unreadable = Code("unreadable", summary: "Stored data cannot be read.")
        /// The store violated its contract with the library, or it could not write the decided changes.
        ///
        /// It is a defect: report it to the author of the store. If the commands of one transaction fail with this code
        /// and nothing was committed, they are retried separately, because a single command may be the cause.
        public static let contractViolation = Code(
            "contractViolation", summary: "The service failed because of a defect.")
    }
}

extension StoreError.Code: Hashable, CustomStringConvertible {
    /// Compares the names.
    public static func == (one: Self, other: Self) -> Bool { one.description == other.description }

    /// Hashes the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(description) }
}
