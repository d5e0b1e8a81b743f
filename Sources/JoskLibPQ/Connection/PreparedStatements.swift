/// The statements that a server has prepared for one connection.
///
/// Each preparation gets a name of its own on the server, so that a statement which has to be prepared again
/// never meets its former self. The server takes no more than 63 bytes of a name: what tells two apart comes first.
struct PreparedStatements {
    /// A statement as it was prepared.
    struct Preparation {
        let nameOnServer: String
        fileprivate let name: String
        fileprivate let sql: String
        fileprivate let types: [TypeID]
    }

    private var known: [String: Preparation] = [:]
    private var count = 0

    /// The preparation under which a query can run; nil if it has none yet.
    func preparation(of query: Pipeline.Query) -> Preparation? {
        guard let name = query.statement.name, let preparation = known[name],
            preparation.sql == query.statement.sql, preparation.types == query.parameters.types
        else { return nil }
        return preparation
    }

    /// A new preparation of a query.
    mutating func prepare(_ query: Pipeline.Query, as name: String) -> Preparation {
        count += 1
        return Preparation(
            nameOnServer: "\(count)/\(name)", name: name, sql: query.statement.sql,
            types: query.parameters.types)
    }

    mutating func insert(_ preparation: Preparation) { known[preparation.name] = preparation }

    mutating func forget(_ preparation: Preparation) {
        if known[preparation.name]?.nameOnServer == preparation.nameOnServer { known[preparation.name] = nil }
    }

    mutating func forgetAll() { known = [:] }
}
