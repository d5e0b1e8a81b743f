/// A value for each kind of work, in a table: it is read several times for each connection that is lent.
struct PerKind<Value: Sendable>: Sendable {
    private var values: [Value]

    init(repeating value: Value) {
        values = Array(repeating: value, count: ConnectionUse.Kind.allCases.count)
    }

    subscript(kind: ConnectionUse.Kind) -> Value {
        get { values[kind.rawValue] }
        _modify { yield &values[kind.rawValue] }
    }
}
