/// Part of a file in which names mean the same.
struct Scope {
    let parent: Int?
    /// The type whose body or extension this is, as `Outer.Inner`.
    var type: String?
    var isExtension = false
    var isEnum = false
    var isPrivate = false
    /// What is declared here and hides what is outside: generic parameters, parameters, local declarations.
    var names: Set<String> = []
    /// The types of those whose declaration has one: of `footprint: Footprint`, and of `= Footprint(…)`.
    var types: [String: [String]] = [:]
}

struct Declaration {
    enum Kind { case type, alias, value, initialiser }
    let kind: Kind
    /// Of an initialiser, its first label; "" if it has none.
    let name: String
    /// The type it is a member of; nil at the top level.
    let owner: String?
    let isInExtension: Bool
    let isPrivate: Bool
    let line: Int
    /// The type of a property, if it is written as a name.
    var valueType: [String]?
    var file = 0
}

/// A name where it may be a use.
struct Mention {
    enum Receiver: Equatable {
        case none
        /// What a dot stands after, if that is a name alone.
        case name(String)
        case expression
    }
    let name: String
    let receiver: Receiver
    let scope: Int
    let line: Int
    /// The first label of the call; "" for a call without, nil if this is no call.
    let label: String?
}
