/// The parts of a history that a reported violation concerns.
///
/// Later rules leave them out: one false row would break many rules, and one report of it is enough.
struct Taint: Sendable {
    /// The keys of commands.
    var keys: Set<Name> = []
    var subjects: Set<Claim.Subject> = []
    /// The indexes of calls.
    var calls: Set<Int> = []

    func contains(_ chain: ChainID) -> Bool { subjects.contains(.chain(chain)) }
    func contains(_ register: RegisterID) -> Bool { subjects.contains(.register(register)) }

    mutating func insert(_ kind: ChainID.Kind, _ owner: Name) {
        subjects.insert(.chain(ChainID(kind: kind, owner: owner)))
    }

    mutating func insert(_ kind: RegisterID.Kind, _ owner: Name) {
        subjects.insert(.register(RegisterID(kind: kind, owner: owner)))
    }
}
