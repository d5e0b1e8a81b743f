/// An SQLSTATE: the class in the first two characters, the condition in all five.
package struct SQLState: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let code: String

    package init(_ code: String) { self.code = code }
    package init(stringLiteral code: String) { self.code = code }

    /// The first two characters.
    package var classCode: String { String(code.prefix(2)) }
    package var description: String { code }
}
