import JoskTesting

/// The values that damage a column, as SQL expressions.
package enum DamageValues {
    package struct UnknownType: Error, CustomStringConvertible {
        package let column: DamageColumn
        package var description: String {
            "no damaging values are known for the type \(column.type) of \(column.table).\(column.name)"
        }
    }

    /// Returns the extreme values of a column's type.
    static func extremes(of column: DamageColumn) throws(UnknownType) -> [String] {
        guard let values = byType[column.type] else { throw UnknownType(column: column) }
        return ["NULL"] + values
    }

    private static let byType = [
        "bigint": integers("bigint", [.min, .min + 1, .max - 1, .max] + amounts),
        "integer": integers("integer", [Int64(Int32.min), Int64(Int32.max) - 1, Int64(Int32.max)] + counts),
        "boolean": ["true", "false"],
        "uuid": ["'00000000-0000-0000-0000-000000000000'", "'ffffffff-ffff-ffff-ffff-ffffffffffff'"],
        "xid8": ["'0'", "'1'", "'18446744073709551615'"],
        "text": texts, "bytea": bytes, "timestamp with time zone": times, "date": dates, "json": documents,
    ]

    /// Bounds of the domain and their neighbours, which overflow only together with other values.
    private static let amounts: [Int64] = [
        -1_000_000_000_000_001, -1_000_000_000_000_000, -1, 0, 1, 1_000_000_000_000, 1_000_000_000_001,
        1_000_000_000_000_000, 1_000_000_000_000_001,
    ]
    private static let counts: [Int64] = [-1, 0, 1, 3_650, 3_651, 10_000, 10_001]

    private static func integers(_ type: String, _ numbers: [Int64]) -> [String] {
        numbers.map { "'\($0)'::\(type)" }
    }

    private static let texts =
        [
            "", "x", "unknown", "'' OR true --", "\"\\\\", "../../../../etc/passwd", "GMT+99:99",
            "Etc/GMT+12",
            // Known words, each in the wrong place in most columns.
            "JPY", "KWD", "Asia/Tokyo", "opened", "charge", "payment", "refund", "reversal", "payout",
            "adjustment", "limit", "receipt", "sale", "return", "opening-balance", "write-off", "purchase",
            "cancel-order",
        ].map { "'\($0)'" } + [
            "E'\\x01\\x1b[2J\\r\\n'", "repeat('x', 256)", "repeat('é', 501)", "repeat('x', 100000)",
        ]

    private static let bytes =
        ["''", "'\\x01'"] + [31, 32, 33, 64, 65].map { "decode(repeat('00', \($0)), 'hex')" } + [
            "decode(repeat('ff', 100000), 'hex')", "{column} || '\\x00'",
            "substring({column} FOR length({column}) / 2)", "overlay({column} PLACING '\\x02' FROM 1)",
            "overlay({column} PLACING '\\x7fffffffffffffff' FROM 2)",
            "overlay({column} PLACING '\\xffffffffffffffff' FROM 18)",
        ]

    private static let times = [
        "infinity", "-infinity", "4714-11-24 00:00:00+00 BC", "0001-01-01 00:00:00+00", "epoch",
        "9999-12-31 23:59:59.999999+00", "10000-01-01 00:00:00+00", "294246-12-31 23:59:59.999999+00",
        "294276-12-31 23:59:59.999999+00",
    ].map { "'\($0)'::timestamptz" }

    private static let dates = [
        "infinity", "-infinity", "4714-11-24 BC", "0001-12-31 BC", "0001-01-01", "epoch", "9999-12-31",
        "10000-01-01", "5874897-12-31",
    ].map { "'\($0)'::date" }

    private static let documents =
        [
            "null", "0", "1e400", "\"x\"", "{}", "[]", "[[]]", "[[\"a\"]]", "[[\"a\",\"b\",\"c\"]]",
            "[[\"a\",1]]",
            "[[\"a\",null]]", "[[\"a\",\"1\"],[\"a\",\"2\"]]", "[[\"\",\"\"]]", "[[\"\\ud800\",\"x\"]]",
            "[[\"\\u0000\",\"x\"]]", "{\"a\":{\"a\":1},\"a\":2}",
        ].map { "'\($0)'::json" }
        + [500, 5_000, 100_000].map { "(repeat('[', \($0)) || repeat(']', \($0)))::json" } + [
            "('[[\"' || repeat('k', 256) || '\",\"v\"]]')::json",
            "(SELECT json_agg(json_build_array(n::text, n::text)) FROM generate_series(1, 51) AS s (n))",
        ]
}
