import CJoskLibPQ
import JoskTesting
import Testing

@testable import JoskLibPQ

@Suite("Rows of random bytes")
struct RandomRowTests {
    private static let types: [any PostgresValue.Type] = [
        Int64.self, Int32.self, Bool.self, String.self, Bytes.self, UUIDWords.self, Instant.self,
        DayNumber.self, PostgresArray<Int64>.self, PostgresArray<String>.self, PostgresArray<UUIDWords>.self,
    ]

    /// Returns a result with one row of random fields, as libpq would have received it.
    private func rows(of types: [TypeID], _ generator: inout SeededGenerator) throws -> Rows {
        let result = try #require(PQmakeEmptyPGresult(nil, PGRES_TUPLES_OK))
        try "column".withCString { name in
            var attributes = types.map { type in
                PGresAttDesc(
                    name: UnsafeMutablePointer(mutating: name), tableid: 0, columnid: 0,
                    format: generator.number(in: 0...9) == 0 ? 0 : 1, typid: type.rawValue, typlen: -1,
                    atttypmod: -1)
            }
            try #require(PQsetResultAttrs(result, Int32(types.count), &attributes) == 1)
        }
        for column in types.indices {
            let isNull = generator.number(in: 0...9) == 0
            var bytes = generator.values(generator.number(in: 0...40)).map { CChar(bitPattern: $0) }
            let length = isNull ? -1 : Int32(bytes.count)
            bytes.append(0)
            try #require(PQsetvalue(result, 0, Int32(column), &bytes, length) == 1)
        }
        return Rows(owning: result)
    }

    @Test("A row of random fields is decoded or gives an error", arguments: 1...4)
    func decodes(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let sent = (1...generator.number(in: 1...5)).map { _ in generator.element(of: Self.types) }
            // Mostly the types that were sent, at times others.
            let read = sent.map { generator.number(in: 0...5) == 0 ? generator.element(of: Self.types) : $0 }
            let count = generator.number(in: 0...6)
            let rows = try rows(of: sent.map { $0.typeID }, &generator)
            let result = Result { () throws(PostgresError) in
                try rows.map { (row: inout Rows.RowDecoder) throws(PostgresError) in
                    for type in read.prefix(count) { try Self.skip(type, in: &row) }
                    if count > read.count { _ = try row.nextIfAny(Int64.self) }
                }
            }
            guard case .failure(let error) = result else {
                #expect(count == sent.count, "seed \(seed)")
                continue
            }
            switch error {
            case .malformed, .mismatched: continue
            default: Issue.record("seed \(seed): \(error)")
            }
        }
    }

    private static func skip<Value: PostgresValue>(
        _: Value.Type, in row: inout Rows.RowDecoder
    ) throws(PostgresError) { _ = try row.nextIfAny(Value.self) }
}
