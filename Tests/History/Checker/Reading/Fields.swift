/// The fields of a JSON object, with errors that name the object and the field.
struct Fields {
    private let members: [JSONValue.Member]
    /// The name of the object in error messages, for example "receipt".
    let object: String

    init(_ value: JSONValue, _ object: String) throws {
        guard case .object(let members) = value else {
            throw FieldError("\(object): \(value.typeName) instead of an object")
        }
        self.members = members
        self.object = object
    }

    /// The value of a field; nil if it is absent or null.
    subscript(name: String) -> JSONValue? {
        for member in members where member.name == name {
            return member.value == .null ? nil : member.value
        }
        return nil
    }

    func wrongType(_ name: String, _ value: JSONValue, instead: String) -> FieldError {
        FieldError("\(object): the field \"\(name)\" is \(value.typeName) instead of \(instead)")
    }

    private func required(_ name: String) throws -> JSONValue {
        guard let value = self[name] else { throw FieldError("\(object): the field \"\(name)\" is missing") }
        return value
    }

    func string(_ name: String) throws -> String {
        let value = try required(name)
        guard case .string(let text) = value else { throw wrongType(name, value, instead: "a string") }
        return text
    }

    func optionalString(_ name: String) throws -> String? {
        self[name] == nil ? nil : try string(name)
    }

    func integer(_ name: String) throws -> Int64 {
        let value = try required(name)
        guard case .integer(let number) = value else { throw wrongType(name, value, instead: "an integer") }
        return number
    }

    func optionalInteger(_ name: String) throws -> Int64? {
        self[name] == nil ? nil : try integer(name)
    }

    func bool(_ name: String) throws -> Bool {
        let value = try required(name)
        guard case .bool(let bool) = value else { throw wrongType(name, value, instead: "a Boolean") }
        return bool
    }

    func fields(_ name: String) throws -> Fields { try Fields(try required(name), name) }

    func array(_ name: String) throws -> [JSONValue] {
        let value = try required(name)
        guard case .array(let values) = value else { throw wrongType(name, value, instead: "an array") }
        return values
    }

    /// Returns the objects of an array.
    func objects(_ name: String) throws -> [Fields] {
        try array(name).map { try Fields($0, "\(object), \(name)") }
    }

    func strings(_ name: String) throws -> [String] {
        try array(name).map { value in
            guard case .string(let text) = value else { throw wrongType(name, value, instead: "a string") }
            return text
        }
    }

    func integers(_ name: String) throws -> [Int64] {
        try array(name).map { value in
            guard case .integer(let number) = value else {
                throw wrongType(name, value, instead: "an integer")
            }
            return number
        }
    }
}
