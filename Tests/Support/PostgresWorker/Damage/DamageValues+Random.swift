import JoskTesting

extension DamageValues {
    /// Returns a random value of a column's type; nil for a type of which every value is an extreme.
    static func random(for column: DamageColumn, using generator: inout SeededGenerator) -> String? {
        switch column.type {
        case "bigint": "'\(number(Int64.min ... .max, &generator))'::bigint"
        case "integer": "'\(number(Int64(Int32.min)...Int64(Int32.max), &generator))'::integer"
        case "text": text(&generator)
        case "bytea": "'\\x\(hex(generator.number(in: 0...80), &generator))'::bytea"
        case "uuid": "'\(hex(16, &generator))'::uuid"
        case "xid8": "'\(generator.next())'::xid8"
        case "timestamp with time zone":
            "to_timestamp(\(number(-210_866_803_200...9_224_318_015_999, &generator)))"
        case "date": "(date '2000-01-01' + \(number(-2_451_545...2_145_031_948, &generator)))"
        case "json": document(&generator)
        default: nil
        }
    }

    /// Returns a random number: anywhere in the range, near zero, or near a power of two.
    private static func number(_ range: ClosedRange<Int64>, _ generator: inout SeededGenerator) -> Int64 {
        let any = Int64.random(in: range, using: &generator)
        let number =
            switch generator.number(in: 0...2) {
            case 0: any
            case 1: any % 1_000
            default: (1 << Int64(generator.number(in: 0...62))) + Int64(generator.number(in: -1...1))
            }
        return min(max(number, range.lowerBound), range.upperBound)
    }

    private static func text(_ generator: inout SeededGenerator) -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<generator.number(in: 0...40) {
            let largest = generator.number(in: 0...1) == 0 ? 0x7F : 0x10_FFFF
            guard let scalar = Unicode.Scalar(UInt32(generator.number(in: 1...largest))) else { continue }
            scalars.append(scalar)
        }
        return "'\(String(scalars).replacing("'", with: "''"))'"
    }

    private static func hex(_ count: Int, _ generator: inout SeededGenerator) -> String {
        (0..<count).map { _ in
            let byte = String(generator.number(in: 0...255), radix: 16)
            return byte.count == 1 ? "0" + byte : byte
        }.joined()
    }

    private static func document(_ generator: inout SeededGenerator) -> String {
        let parts = [
            "\"a\"", "\"b\"", "[\"a\",\"b\"]", "[]", "1", "null", "{\"a\":[\"b\"]}", "[[\"c\",\"d\"]]",
        ]
        let chosen = (0...generator.number(in: 0...3)).map { _ in generator.element(of: parts) }
        return "'[\(chosen.joined(separator: ","))]'::json"
    }
}
