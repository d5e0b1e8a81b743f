import Testing

@testable import JoskLedger

@Suite("Metadata")
struct MetadataTests {
    private func pairs(_ count: Int) throws -> [MetadataKey: MetadataValue] {
        try Dictionary(uniqueKeysWithValues: (0..<count).map { (try MetadataKey("key \($0)"), "value") })
    }

    @Test("Metadata may have 50 pairs, and not one more")
    func count() throws {
        #expect(try Metadata(try pairs(50)).pairs.count == 50)
        #expect(throws: TextViolation(subject: "metadata", problem: .pairCount(51, allowed: 0...50))) {
            try Metadata(try pairs(51))
        }
        #expect(try Metadata([:]) == .empty)
    }

    @Test("A metadata key has 1 to 255 bytes")
    func keys() throws {
        #expect(throws: Never.self) { try MetadataKey(String(repeating: "k", count: 255)) }
        for bytes in [0, 256] {
            let violation = TextViolation(
                subject: "metadata key", problem: .byteCount(bytes, allowed: 1...255))
            #expect(throws: violation) { try MetadataKey(String(repeating: "k", count: bytes)) }
        }
    }

    @Test("A metadata value has up to 1,000 bytes and may be empty")
    func values() throws {
        #expect(try Metadata(["k": ""])["k"] == "")
        #expect(throws: Never.self) { try MetadataValue(String(repeating: "v", count: 1_000)) }
        let violation = TextViolation(
            subject: "metadata value", problem: .byteCount(1_001, allowed: 0...1_000))
        #expect(throws: violation) { try MetadataValue(String(repeating: "v", count: 1_001)) }
        #expect(throws: violation) { try MetadataValue("v" + String(repeating: "\u{E9}", count: 500)) }
    }

    @Test("Metadata keys and values do not contain NUL")
    func containsNUL() {
        // An invalid literal would stop the process; text from outside is a String.
        let text = "k\0"
        #expect(throws: TextViolation(subject: "metadata key", problem: .containsNUL)) {
            try MetadataKey(text)
        }
        #expect(throws: TextViolation(subject: "metadata value", problem: .containsNUL)) {
            try MetadataValue(text)
        }
    }

    @Test("The pairs of metadata are ordered by the bytes of their keys, for any order of input")
    func order() throws {
        let metadata = try Metadata(["b": "1", "a": "2", "B": "3", "aa": "4", "\u{E9}": "5", "z": "6"])
        #expect(metadata.pairs.map(\.key) == ["B", "a", "aa", "b", "z", "\u{E9}"])
        #expect(metadata.pairs.map(\.value) == ["3", "2", "4", "1", "6", "5"])
    }

    @Test("Metadata that looks the same but differs in its bytes is unequal")
    func bytes() throws {
        #expect(try Metadata(["k": "\u{E9}"]) != Metadata(["k": "e\u{301}"]))
        #expect(try Metadata(["\u{E9}": "v", "e\u{301}": "v"]).pairs.count == 2)
    }

    @Test("A metadata key finds its value, and another key finds none")
    func lookup() throws {
        let metadata = try Metadata(["clerk": "7"])
        #expect(metadata["clerk"] == "7")
        #expect(metadata["Clerk"] == nil)
        #expect(Metadata.empty["clerk"] == nil)
    }
}
