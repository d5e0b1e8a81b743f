import Foundation
import JoskTesting
import Testing

@testable import JoskLedger

@Suite("Identifier")
struct IdentifierTests {
    @Test("Any UUID is an identifier and survives a round trip", arguments: [UInt64(1), 2])
    func roundTrip(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let id = Customer.ID(high: generator.next(), low: generator.next())
            #expect(Customer.ID(id.uuid) == id, "seed \(seed)")
            #expect(Customer.ID(id.description) == id, "seed \(seed)")
            #expect(Customer.ID(id.description.uppercased()) == id, "seed \(seed)")
            #expect(try Customer.ID(canonicalBytes: id.canonicalBytes) == id, "seed \(seed)")
            #expect(id.uuid.uuidString.lowercased() == id.description, "seed \(seed)")
        }
    }

    @Test("The bytes of an identifier are in the order of the UUID's text")
    func bytes() throws {
        let text = "00112233-4455-6677-8899-aabbccddeeff"
        let id = try #require(Order.ID(text))
        #expect(id.description == text)
        #expect(id.words == (high: 0x0011_2233_4455_6677, low: 0x8899_AABB_CCDD_EEFF))
        #expect(id.canonicalBytes.hex == "00112233445566778899aabbccddeeff")
    }

    @Test(
        "Identifiers are ordered by their bytes, which is the order of their texts",
        arguments: [UInt64(3), 4])
    func order(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var ids = (0..<500).map { _ in Product.ID(high: generator.next(), low: generator.next()) }
        // Some identifiers differ in the last bytes only.
        ids += (0..<50).map { _ in Product.ID(high: 7, low: generator.next()) }
        #expect(ids.sorted().map(\.description) == ids.map(\.description).sorted(), "seed \(seed)")
    }

    @Test("A new identifier is a UUID of version 7 in RFC 9562's variant and begins with the time")
    func versionSeven() {
        let before = UInt64(Date().timeIntervalSince1970 * 1_000) - 10_000
        var made: Set<Customer.ID> = []
        for _ in 0..<1_000 {
            let id = Customer.ID()
            made.insert(id)
            #expect((id.words.high >> 12) & 0xF == 7)
            #expect(id.words.low >> 62 == 0b10)
            #expect((before...before + 3_600_000).contains(id.words.high >> 16))
        }
        #expect(made.count == 1_000)
        // Each random bit is sometimes 0 and sometimes 1.
        let ones = made.reduce((high: UInt64(0), low: UInt64(0))) {
            ($0.high | $1.words.high, $0.low | $1.words.low)
        }
        let zeros = made.reduce((high: UInt64(0), low: UInt64(0))) {
            ($0.high | ~$1.words.high, $0.low | ~$1.words.low)
        }
        #expect(ones.high & zeros.high & 0xFFF == 0xFFF)
        #expect(ones.low & zeros.low == 0x3FFF_FFFF_FFFF_FFFF)
    }

    @Test("An identifier in JSON is its UUID in lower case, and upper case is also read")
    func codable() throws {
        let id = try #require(Order.ID("00112233-4455-6677-8899-aabbccddeeff"))
        let json = try JSONEncoder().encode([id])
        #expect(String(decoding: json, as: UTF8.self) == #"["00112233-4455-6677-8899-aabbccddeeff"]"#)
        #expect(try JSONDecoder().decode([Order.ID].self, from: json) == [id])
        let capitals = Data(#"["00112233-4455-6677-8899-AABBCCDDEEFF"]"#.utf8)
        #expect(try JSONDecoder().decode([Order.ID].self, from: capitals) == [id])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Order.ID].self, from: Data(#"["no UUID"]"#.utf8))
        }
    }

    @Test(
        "A text that is not a UUID gives no identifier",
        arguments: [
            "+0112233-4455-6677-8899-aabbccddeeff", "", "x", "00112233-4455-6677-8899-aabbccddeef",
            "00112233-4455-6677-8899-aabbccddeefg",
        ])
    func noIdentifier(text: String) {
        #expect(Order.ID(text) == nil)
    }

    @Test("A new identifier records if the caller supplied it")
    func newIdentifier() {
        let given = NewIdentifier(Order.ID.numbered(1))
        #expect(given.value == .numbered(1))
        #expect(given.isFromCaller)
        #expect(given.supplied == .numbered(1))
        let made = NewIdentifier<Order>()
        #expect(!made.isFromCaller)
        #expect(made.supplied == nil)
        #expect(made.value != NewIdentifier<Order>().value)
    }
}
