/// A lexical scope: a type body, an extension, a function or a block.
struct Scope {
    let parent: Int?
    /// The path of the type, as `Outer.Inner`, if the scope is its body or an extension.
    var type: String?
    var isExtension = false
    var isEnum = false
    var isPrivate = false
    /// The generic parameters, parameters and local declarations, which hide declarations outside of the scope.
    var names: Set<String> = []
    /// The types of these names, if the source contains them as in `footprint: Footprint` or `= Footprint(…)`.
    var types: [String: [String]] = [:]
}

struct Declaration {
    enum Kind { case type, alias, value, initialiser }
    let kind: Kind
    /// The first label in the case of an initialiser; "" if it has none.
    let name: String
    /// The path of the type that has this member; nil at the top level.
    let owner: String?
    let isInExtension: Bool
    let isPrivate: Bool
    let line: Int
    /// The type of a property, if the source names it.
    var valueType: [String]?
    var file = 0
}

/// A name in the source that may be a use of a declaration.
struct Mention {
    enum Receiver: Equatable {
        case none
        /// The name before the dot: `name.member`.
        case name(String)
        case expression
    }
    let name: String
    let receiver: Receiver
    let scope: Int
    let line: Int
    /// The first label if a call follows; "" for a call without a label, nil for no call.
    let label: String?
}
