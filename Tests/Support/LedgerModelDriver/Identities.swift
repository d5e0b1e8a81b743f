internal import Foundation
internal import JoskLedger
internal import LedgerModel

/// The mapping between identifiers of the engine and numbers of the model.
struct Identities {
    private var numbers: [UUID: Int] = [:]
    private var identifiers: [Int: UUID] = [:]
    private var commandNumbers: [JournalEntry.ID: Int] = [:]

    /// Returns the identifier for a number: the one that the engine made, or else one derived from the number.
    func identifier<Subject>(_ number: Int) -> Identifier<Subject> {
        Identifier(identifiers[number] ?? Self.uuid(of: number))
    }

    /// Returns the number of an identifier, or -1, which equals no number of the model, for an unknown
    /// identifier.
    func number<Subject>(_ identifier: Identifier<Subject>) -> Int {
        if let number = numbers[identifier.uuid] { return number }
        let bytes = identifier.uuid.uuid
        let number = Int(bytes.14) << 8 | Int(bytes.15)
        return identifier.uuid == Self.uuid(of: number) ? number : -1
    }

    /// Returns the number of an identifier that the engine may just have made.
    mutating func number<Subject>(_ identifier: Identifier<Subject>, ifNew newNumber: Int) -> Int {
        let known = number(identifier)
        if known >= 0 { return known }
        numbers[identifier.uuid] = newNumber
        identifiers[newNumber] = identifier.uuid
        return newNumber
    }

    /// Returns the number of a command; an identifier that was not seen before gets the expected number.
    mutating func commandNumber(_ identifier: JournalEntry.ID, expected: Int) -> Int {
        if let known = commandNumbers[identifier] { return known }
        commandNumbers[identifier] = expected
        return expected
    }

    private static func uuid(of number: Int) -> UUID {
        UUID(
            uuid: (
                0xA0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, UInt8(truncatingIfNeeded: number >> 8),
                UInt8(truncatingIfNeeded: number)
            ))
    }
}
