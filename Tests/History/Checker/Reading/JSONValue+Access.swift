// There is no conformance to ExpressibleByNilLiteral here: `value == nil` would then compare an optional value with
// null.
extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
}

extension JSONValue {
    /// A field of an object, or null; setting a field adds it if it is absent.
    package subscript(name: String) -> JSONValue {
        get {
            guard case .object(let members) = self else { return .null }
            return members.first { $0.name == name }?.value ?? .null
        }
        set {
            guard case .object(var members) = self else { return }
            if let index = members.firstIndex(where: { $0.name == name }) {
                members[index].value = newValue
            } else {
                members.append(Member(name, newValue))
            }
            self = .object(members)
        }
    }

    /// An element of an array, or null.
    package subscript(index: Int) -> JSONValue {
        get {
            guard case .array(let values) = self, values.indices.contains(index) else { return .null }
            return values[index]
        }
        set {
            guard case .array(var values) = self, values.indices.contains(index) else { return }
            values[index] = newValue
            self = .array(values)
        }
    }

    /// The integer, or 0 for other values.
    package var number: Int64 {
        get { if case .integer(let number) = self { number } else { 0 } }
        set { self = .integer(newValue) }
    }
}
