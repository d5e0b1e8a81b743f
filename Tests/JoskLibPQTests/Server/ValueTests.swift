import JoskLibPQ
import PostgresCluster
import Testing

@Suite("Values as parameters and results", .timeLimit(.minutes(10)))
struct ValueTests {
    private func expectRoundTrip<Value: PostgresValue & Equatable>(
        _ values: [Value], _ type: String, on connection: PostgresConnection
    ) async throws {
        for value in values {
            var parameters = Parameters()
            parameters.append(value)
            let back = try await connection.value("SELECT $1::\(type)", parameters, as: Value.self)
            #expect(back == value)
        }
        var parameters = Parameters()
        parameters.append(array: values.map { Optional($0) } + [nil])
        parameters.append(array: [Value]())
        parameters.append(Value?.none)
        let back = try await connection.run(
            """
            SELECT v, cardinality($2::\(type)[])::int8, $3::\(type)
            FROM unnest($1::\(type)[]) WITH ORDINALITY AS u (v, n) ORDER BY n
            """, parameters
        ) { (rows: Rows) throws(PostgresError) in
            try rows.map { (row: inout Rows.RowDecoder) throws(PostgresError) in
                let value = try row.nextIfAny(Value.self)
                guard try row.next(Int64.self) == 0, try row.nextIfAny(Value.self) == nil else {
                    throw .malformed("an empty array and a null")
                }
                return value
            }
        }
        #expect(back == values.map { Optional($0) } + [nil])
    }

    @Test("Values of each type, extremes, nulls and arrays survive a round trip to the server")
    func roundTrips() async throws {
        let connection = try await Server.connect()
        try await expectRoundTrip([Int64.min, -1, 0, 1, .max], "int8", on: connection)
        try await expectRoundTrip([Int32.min, -1, 0, 1, .max], "int4", on: connection)
        try await expectRoundTrip([true, false], "bool", on: connection)
        let texts = ["", "é", "e\u{301}", "a'b\\c\"{},NULL", "日本\n😀", String(repeating: "x", count: 1 << 20)]
        try await expectRoundTrip(texts, "text", on: connection)
        try await expectRoundTrip([Bytes([]), Bytes([0, 1, 0, 255])], "bytea", on: connection)
        let ids = [UUIDWords(high: 0, low: 0), UUIDWords(high: .max, low: 1)]
        try await expectRoundTrip(ids, "uuid", on: connection)
        let times: [Int64] = [
            0, 1, -1, 946_684_800_000_000, -210_000_000_000_000_000, 253_402_300_799_999_999, .max,
        ]
        try await expectRoundTrip(
            times.map { Instant(microsecondsSince1970: $0) }, "timestamptz", on: connection)
        try await expectRoundTrip(
            [-2_000_000, -1, 0, 10_957, 100_000_000].map { DayNumber(daysSince1970: $0) }, "date",
            on: connection)
    }

    @Test("Times, dates and UUIDs have the same meaning here as on the server")
    func agreesOnTime() async throws {
        let connection = try await Server.connect()
        let time = try await connection.value(
            "SELECT '2024-02-29 12:34:56.789012+00'::timestamptz", as: Instant.self)
        #expect(time.microsecondsSince1970 == 1_709_210_096_789_012)
        let day = try await connection.value("SELECT '2024-02-29'::date", as: DayNumber.self)
        #expect(day.daysSince1970 == 19_782)
        let id = try await connection.value(
            "SELECT '01234567-89ab-cdef-fedc-ba9876543210'::uuid", as: UUIDWords.self)
        #expect(id == UUIDWords(high: 0x0123_4567_89AB_CDEF, low: 0xFEDC_BA98_7654_3210))
    }

    @Test("Times and dates outside the server's range are refused and never become infinity")
    func refusesTimesOutOfRange() async throws {
        let connection = try await Server.connect()
        for extreme in [Int64.min, Int64.min + 1, Int64.min + 10_957 * 86_400_000_000] {
            var parameters = Parameters()
            parameters.append(Instant(microsecondsSince1970: extreme))
            await #expect(throws: PostgresError.self) {
                try await connection.run("SELECT $1::timestamptz", parameters)
            }
        }
        for extreme in [Int32.min, Int32.min + 10_957] {
            var parameters = Parameters()
            parameters.append(DayNumber(daysSince1970: extreme))
            await #expect(throws: PostgresError.self) {
                try await connection.run("SELECT $1::date", parameters)
            }
        }
        await #expect(throws: PostgresError.self) {
            try await connection.value("SELECT 'infinity'::timestamptz", as: Instant.self)
        }
        #expect(await connection.isIdle)
    }

    @Test("An array of 100,000 elements arrives complete and in order")
    func sendsLongArrays() async throws {
        let connection = try await Server.connect()
        var parameters = Parameters()
        parameters.append(array: (0..<100_000).map(Int64.init))
        parameters.append(array: (0..<100_000).map { "text \($0)" })
        let back = try await connection.run(
            "SELECT a, b FROM unnest($1::int8[], $2::text[]) AS u (a, b)", parameters
        ) { (rows: Rows) throws(PostgresError) in
            try rows.map { (row: inout Rows.RowDecoder) throws(PostgresError) in
                let number = try row.next(Int64.self)
                return try row.next(String.self) == "text \(number)" ? number : -1
            }
        }
        #expect(back == (0..<100_000).map(Int64.init))
    }

    @Test("A value of another type, a null, a missing column and an unread column are errors")
    func refusesOtherTypes() async throws {
        let connection = try await Server.connect()
        let mismatch = PostgresError.mismatched("column n has the type 23 instead of 20 (Int64)")
        for field in ["1::int4", "NULL::int4"] {
            await #expect(throws: mismatch) {
                try await connection.value("SELECT \(field) AS n", as: Int64.self)
            }
        }
        await #expect(throws: PostgresError.malformed("column n is null")) {
            try await connection.value("SELECT NULL::int8 AS n", as: Int64.self)
        }
        await #expect(throws: PostgresError.malformed("only 1 of 2 columns were read")) {
            try await connection.value("SELECT 1::int8, 2::int8", as: Int64.self)
        }
        await #expect(throws: PostgresError.malformed("column 0 does not exist: the result has 0 columns")) {
            try await connection.value("SELECT FROM (VALUES (1)) v", as: Int64.self)
        }
        #expect(await connection.isIdle)
    }

    @Test("A statement or a text with a NUL, which C would truncate, is refused")
    func refusesNUL() async throws {
        let connection = try await Server.connect()
        await #expect(throws: PostgresError.unsendable("the statement or its name contains a NUL")) {
            try await connection.run("SELECT 1\u{0} FROM nowhere")
        }
        var parameters = Parameters()
        parameters.append("a\u{0}b")
        await #expect(throws: PostgresError.self) { try await connection.run("SELECT $1::text", parameters) }
        #expect(try await connection.value("SELECT 1::int8", as: Int64.self) == 1)
    }
}
