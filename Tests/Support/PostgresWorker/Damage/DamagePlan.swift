import JoskTesting

/// The tries of a damage test, which are the same for the same columns and the same seed.
package struct DamagePlan: Sendable {
    package let tries: [DamageTry]

    /// Creates a plan of the known tries and of a share of the others.
    ///
    /// - Parameter share: One in this many of the other tries is included.
    package init(of columns: [DamageColumn], seed: UInt64, share: Int) throws(DamageValues.UnknownType) {
        var generator = SeededGenerator(seed: seed)
        var others: [DamageTry] = []
        for column in columns {
            var values = try DamageValues.extremes(of: column)
            for _ in 0..<Self.randomValues {
                if let value = DamageValues.random(for: column, using: &generator) { values.append(value) }
            }
            others += values.map {
                DamageTry(edits: [.init(column: column, value: $0)], row: nil, spareRow: Self.row(&generator))
            }
        }
        for _ in 0..<others.count / 2 { others.append(try Self.combination(of: columns, &generator)) }
        others.shuffle(using: &generator)
        tries = Self.known + others.enumerated().filter { $0.offset % share == 0 }.map(\.element)
    }

    /// The number of random values of each column.
    private static let randomValues = 4

    /// Damage that once stopped the process.
    private static let known: [DamageTry] = [
        known([("orders", "number", "'9223372036854775807'::bigint")], row: 0),
        known([("orders", "number", "'9223372036854775806'::bigint")], row: 0),
        known(
            [
                ("order_lines", "unit_price", "1000000000000000"),
                ("order_lines", "quantity", "1000000000000"),
            ], row: nil),
    ]

    private static func known(
        _ edits: [(table: String, column: String, value: String)], row: Int?
    ) -> DamageTry {
        DamageTry(
            edits: edits.map {
                .init(column: DamageColumn(table: $0.table, name: $0.column, type: "bigint"), value: $0.value)
            }, row: row, spareRow: 0)
    }

    /// Returns extreme values for two to four columns, which are mostly of one table.
    private static func combination(
        of columns: [DamageColumn], _ generator: inout SeededGenerator
    ) throws(DamageValues.UnknownType) -> DamageTry {
        let table = generator.element(of: columns).table
        let isOneTable = generator.number(in: 0...2) > 0
        let candidates = columns.filter { !isOneTable || $0.table == table }.shuffled(using: &generator)
        var edits: [DamageTry.Edit] = []
        for column in candidates.prefix(generator.number(in: 2...4)) {
            edits.append(
                .init(column: column, value: generator.element(of: try DamageValues.extremes(of: column))))
        }
        return DamageTry(
            edits: edits, row: generator.number(in: 0...1) == 0 ? nil : row(&generator),
            spareRow: row(&generator))
    }

    /// Returns the number of a random row; numbers that a table does not have begin again at its first row.
    private static func row(_ generator: inout SeededGenerator) -> Int { generator.number(in: 0...50) }
}

/// The place of an operation in a damage test.
package struct DamagePosition: Codable, Sendable, Hashable {
    package var `try`: Int
    package var operation: Int

    package init(try: Int, operation: Int) { (self.`try`, self.operation) = (`try`, operation) }
}
