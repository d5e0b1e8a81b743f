internal import Foundation
internal import JoskLedger
internal import LedgerModel

/// Which identifier of the engine stands for which number of the model.
struct Identities {
    private var numbers: [UUID: Int] = [:]
    private var identifiers: [Int: UUID] = [:]
    private var commandNumbers: [JournalEntry.ID: Int] = [:]

    /// The identifier for a number: what the engine made, or else the one that is made of the number itself.
    func identifier<Subject>(_ number: Int) -> Identifier<Subject> {
        Identifier(identifiers[number] ?? Self.uuid(of: number))
    }

    /// The number of an identifier; one that nobody has seen becomes negative and equals nothing.
    func number<Subject>(_ identifier: Identifier<Subject>) -> Int {
        if let number = numbers[identifier.uuid] { return number }
        let bytes = identifier.uuid.uuid
        let number = Int(bytes.14) << 8 | Int(bytes.15)
        return identifier.uuid == Self.uuid(of: number) ? number : -1
    }

    /// The number of an identifier that the engine may just have made.
    mutating func number<Subject>(_ identifier: Identifier<Subject>, ifNew newNumber: Int) -> Int {
        let known = number(identifier)
        if known >= 0 { return known }
        numbers[identifier.uuid] = newNumber
        identifiers[newNumber] = identifier.uuid
        return newNumber
    }

    /// The number of a command; an identifier that was not seen before gets the number that is expected.
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
