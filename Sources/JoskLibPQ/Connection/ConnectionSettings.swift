/// The parameters of a connection, under libpq's own keywords.
///
/// The keywords are those of https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-PARAMKEYWORDS. libpq takes
/// parameters that are not given from the environment (PGHOST, PGPASSWORD, …), the service file and the password
/// file.
package struct ConnectionSettings: Sendable, Hashable {
    /// The keywords and values, in the order in which libpq reads them.
    ///
    /// The value of `dbname` may be a whole connection string or URL; later parameters override it.
    package private(set) var parameters: [(keyword: String, value: String)]

    /// The time that the server has to cancel a statement before the connection is given up.
    package var grace: Duration = .seconds(1)

    package init(_ parameters: [(keyword: String, value: String)]) { self.parameters = parameters }

    /// Creates settings from a URL or a connection string, as libpq reads it.
    package init(url: String) { parameters = [("dbname", url)] }

    package mutating func set(_ keyword: String, _ value: String) { parameters.append((keyword, value)) }

    package static func == (one: Self, other: Self) -> Bool {
        one.grace == other.grace
            && one.parameters.elementsEqual(other.parameters) {
                $0.keyword == $1.keyword && $0.value == $1.value
            }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(grace)
        for (keyword, value) in parameters {
            hasher.combine(keyword)
            hasher.combine(value)
        }
    }
}

extension ConnectionSettings: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The keywords without their values, any of which may contain a secret.
    package var description: String {
        "connection settings (\(parameters.map(\.keyword).joined(separator: ", ")))"
    }

    package var debugDescription: String { description }

    /// A mirror without children, so that `dump` shows no more than `print`.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
