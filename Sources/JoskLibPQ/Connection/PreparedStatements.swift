/// The statements that a server has prepared for one connection.
///
/// Each preparation gets a name of its own on the server, so that a statement which has to be prepared again
/// never meets its former self. Nor does it meet another connection's: a pooler that gives each transaction another
/// session lets all connections meet there, also those of a version of this library with other texts. The server takes no
/// more than 63 bytes of a name: what tells two apart comes first.
///
/// One name may stand for several texts, and a text for several types of its parameters: each of them is prepared once.
/// None is ever given up, so their number must be bounded.
struct PreparedStatements {
    /// A statement as it was prepared.
    struct Preparation {
        let nameOnServer: String
        fileprivate let name: String
        fileprivate let sql: String
        fileprivate let types: [TypeID]

        fileprivate func fits(_ query: Pipeline.Query) -> Bool {
            sql == query.statement.sql && types == query.parameters.types
        }
    }

    /// By the names that statements go by: there is nearly always one each.
    private var known: [String: [Preparation]] = [:]
    private var count = 0
    /// What tells this connection's names from all others'.
    private let owner = String(UInt64.random(in: 0 ... .max), radix: 36)

    /// The preparation under which a query can run; nil if it has none yet.
    func preparation(of query: Pipeline.Query) -> Preparation? {
        guard let name = query.statement.name else { return nil }
        return known[name]?.first { $0.fits(query) }
    }

    /// A new preparation of a query.
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
