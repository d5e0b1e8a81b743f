import JoskLibPQ
import JoskTesting
import Testing

@Suite("Values from random bytes")
struct RandomValueTests {
    private func decode<Value: PostgresValue>(_ bytes: [UInt8], as _: Value.Type = Value.self) -> Value? {
        bytes.withUnsafeBytes { Value(postgres: $0.bytes) }
    }

    private func encode(_ value: some PostgresValue) -> [UInt8] {
        var bytes: [UInt8] = []
        value.encode(into: &bytes)
        return bytes
    }

    private static let types: [any PostgresValue.Type] = [
        Int64.self, Int32.self, Bool.self, String.self, Bytes.self, UUIDWords.self, Instant.self,
        DayNumber.self,
    ]

    @Test("Random bytes give no value, or a value whose encoding is these bytes", arguments: 1...4)
    func values(seed: UInt64) {
        func examine<Value: PostgresValue>(_: Value.Type, _ bytes: [UInt8]) {
            guard let value: Value = decode(bytes) else { return }
            #expect(encode(value) == bytes, "\(Value.self), seed \(seed): \(bytes)")
        }
        var generator = SeededGenerator(seed: seed)
        for type in Self.types {
            for _ in 0..<500 { examine(type, generator.values(generator.number(in: 0...20))) }
        }
    }

    @Test(
        "Random, shortened and altered arrays give no value, or one that survives a round trip",
        arguments: 1...4)
    func arrays(seed: UInt64) {
        func examine<Value: PostgresValue>(_: Value.Type, _ generator: inout SeededGenerator) {
            let elements = (0..<generator.number(in: 0...4)).map { _ -> Value? in
                decode(generator.values(MemoryLayout<Value>.size))
            }
            let valid = encode(PostgresArray(elements))
            for number in 0..<200 {
                var bytes = valid
                switch number % 3 {
                case 0: bytes = generator.values(generator.number(in: 0...60))
                case 1:
                    bytes =
                        valid.prefix(generator.number(in: 0...valid.count))
                        + generator.values(generator.number(in: 0...9))
                default: bytes[generator.number(in: 0...valid.count - 1)] = generator.values(1)[0]
                }
                guard let array: PostgresArray<Value> = decode(bytes) else { continue }
                let encoding = encode(array)
                let again: PostgresArray<Value>? = decode(encoding)
                #expect(again.map(encode) == encoding, "\(Value.self), seed \(seed): \(bytes)")
            }
        }
        var generator = SeededGenerator(seed: seed)
        for type in Self.types { examine(type, &generator) }
    }
}

extension SeededGenerator {
    /// Returns random bytes, many of which are extremes.
    mutating func values(_ count: Int) -> [UInt8] {
        let extremes: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF]
        return (0..<count).map { _ in
            number(in: 0...2) == 0 ? UInt8(number(in: 0...255)) : element(of: extremes)
        }
    }
}
