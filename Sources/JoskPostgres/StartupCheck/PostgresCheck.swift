public import JoskLedger

/// The result of ``PostgresStore/check(within:)``, part by part.
///
///     let check = await store.check(within: .seconds(1))
///     if let error = check.error { logger.critical("not ready: \(String(reflecting: error))") }
///
/// A part that fails makes the parts after it ``Result/notExamined``.
public struct PostgresCheck: Sendable, Hashable {
    /// The result of one part.
    public enum Result: Sendable, Hashable {
        /// The store can work with this part.
        case passed
        /// The store cannot work until the cause is removed.
        case failed(StoreError)
        /// An earlier part failed, or the time had passed.
        case notExamined
    }

    /// A server, as it identifies itself.
    public struct Server: Sendable, Hashable {
        /// The version, such as `15.18`.
        public let version: String
        /// The identifier that the server's data got when they were initialized; nil if the role may not read it.
        ///
        /// A physical copy, such as a standby or a restored base backup, has the same one.
        public let systemIdentifier: String?
        /// The number of the server's timeline; nil if it is a standby, or if the role may not read it.
        ///
        /// Each promotion of a standby, and each restore to an earlier time, begins a new one. A change alone is
        /// therefore no error: compare what was lost by the receipts.
        public let timeline: Int?
    }

    /// The connection: address, certificate, login and database.
    public internal(set) var connection = Result.notExamined
    /// The schema, which must be the library's.
    public internal(set) var schema = Result.notExamined
    /// The role, which must not be able to bypass the isolation of tenants, or to change facts.
    public internal(set) var role = Result.notExamined
    /// The settings of the server, of the database and of the role, and the server's clock.
    public internal(set) var settings = Result.notExamined
    /// The settings and versions with which the store works, but less safely.
    ///
    /// Receipts may be lost in a crash, for example, because `synchronous_commit` is off.
    public internal(set) var warnings: [String] = []
    /// The server; nil if there was no connection.
    public internal(set) var server: Server?

    init() {}

    private var parts: [(name: String, result: Result)] {
        [("connection", connection), ("schema", schema), ("role", role), ("settings", settings)]
    }

    /// True if all parts have passed.
    public var isPassed: Bool { parts.allSatisfy { $0.result == .passed } }

    /// The error of the first part that failed; nil if none did.
    public var error: StoreError? {
        for case .failed(let error) in parts.map(\.result) { return error }
        return nil
    }
}

extension PostgresCheck: CustomStringConvertible {
    /// A line for each part, for an operator; it contains no secret.
    public var description: String {
        let lines = parts.map { part in
            switch part.result {
            case .passed: "\(part.name): passed"
            case .failed(let error): "\(part.name): \(String(reflecting: error))"
            case .notExamined: "\(part.name): not examined"
            }
        }
        return (lines + warnings.map { "warning: \($0)" }).joined(separator: "\n")
    }
}
