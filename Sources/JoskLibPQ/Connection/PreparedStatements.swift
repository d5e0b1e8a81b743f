/// The statements that a server has prepared for one connection.
///
/// Each preparation has its own name on the server, so that a statement that is prepared again does not conflict with
/// its earlier preparation. Names do not conflict between connections either: a pooler may run each transaction in
/// another session, so that several connections prepare in the same one, including those of a version of this library
/// with other texts. The server keeps at most 63 bytes of a name, so the part that distinguishes two names comes first.
///
/// A name may have several texts, and a text several types of its parameters: each combination is prepared once. No
/// preparation is ever released on the server, so their number must be bounded.
struct PreparedStatements {
    /// A statement as the server has prepared it.
    struct Preparation {
        let nameOnServer: String
        fileprivate let name: String
        fileprivate let sql: String
        fileprivate let types: [TypeID]

        fileprivate func fits(_ query: Pipeline.Query) -> Bool {
            sql == query.statement.sql && types == query.parameters.types
        }
    }

    /// The preparations by the statements' names, nearly always one for each name.
    private var known: [String: [Preparation]] = [:]
    private var count = 0
    /// The part of a name that distinguishes this connection from all others.
    private let owner = String(UInt64.random(in: 0 ... .max), radix: 36)

    /// Returns the preparation under which a query can run; nil if there is none yet.
    func preparation(of query: Pipeline.Query) -> Preparation? {
        guard let name = query.statement.name else { return nil }
        return known[name]?.first { $0.fits(query) }
    }

    /// Returns a new preparation of a query, without inserting it.
    mutating func prepare(_ query: Pipeline.Query, as name: String) -> Preparation {
        count += 1
        return Preparation(
            nameOnServer: "\(count)/\(owner)/\(name)", name: name, sql: query.statement.sql,
            types: query.parameters.types)
    }

    mutating func insert(_ preparation: Preparation) {
        known[preparation.name, default: []].append(preparation)
    }

    mutating func forget(_ preparation: Preparation) {
        known[preparation.name]?.removeAll { $0.nameOnServer == preparation.nameOnServer }
    }

    mutating func forgetAll() { known = [:] }
}
