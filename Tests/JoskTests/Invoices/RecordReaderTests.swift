import Testing

@testable import josk

@Suite("Records of a file with delimiter-separated values")
struct RecordReaderTests {
    @Test(
        "A line is split into its fields, quoted or not",
        arguments: [
            ("a,b", ["a", "b"]),
            ("a", ["a"]),
            (",", ["", ""]),
            ("a,", ["a", ""]),
            ("\"a,b\",c", ["a,b", "c"]),
            ("\"say \"\"hi\"\"\",c", ["say \"hi\"", "c"]),
            ("\"\",\"\"", ["", ""]),
            ("\"\"\"\"", ["\""]),
            ("\"\"\"\"\"\"", ["\"\""]),
            (" a , b ", [" a ", " b "]),
            ("É,\"É\"", ["É", "É"]),
        ] as [(String, [String])])
    func fields(line: String, fields: [String]) {
        for text in [line, "\(line)\n", "\(line)\r\n"] {
            #expect(records(of: text) == [Record(line: 1, fields: fields)])
        }
    }

    @Test("Blank lines are no records, but are counted")
    func blankLines() {
        #expect(records(of: "").isEmpty)
        #expect(
            records(of: "\n\r\na\n\nb") == [Record(line: 3, fields: ["a"]), Record(line: 5, fields: ["b"])])
    }

    @Test(
        "A line with malformed quoting is a record of its own, with the fields before the malformed one",
        arguments: [
            ("a\"b", .quoteInsideUnquotedField, []),
            (" \"a\"", .quoteInsideUnquotedField, []),
            ("a,b\"", .quoteInsideUnquotedField, ["a"]),
            ("\"a\"b,c", .textAfterClosingQuote, ["a"]),
            ("\"a\" ,c", .textAfterClosingQuote, ["a"]),
            ("\"a,b", .unterminatedField, []),
            ("c,\"a\"\"", .unterminatedField, ["c"]),
            ("\"", .unterminatedField, []),
        ] as [(String, CSV.Problem, [String])])
    func malformed(line: String, problem: CSV.Problem, fields: [String]) {
        let next = Record(line: 2, fields: ["x", "y"])
        #expect(records(of: "\(line)\nx,y") == [Record(line: 1, fields: fields, problem: problem), next])
    }

    @Test(
        "A quoted field may span lines, and the lines after it have their right numbers",
        arguments: [
            ("a,\"b\nc\"\nd,e", ["a", "b\nc"], 3),
            ("a,\"b\r\n\r\nc\"\r\nd,e", ["a", "b\r\n\r\nc"], 4),
            ("\"a\nb\",\"c\n\"\"d\"\"\n\"\nd,e", ["a\nb", "c\n\"d\"\n"], 5),
            ("\"\n\",\nd,e", ["\n", ""], 3),
        ] as [(String, [String], Int)])
    func spanning(text: String, fields: [String], next: Int) {
        let expected = [Record(line: 1, fields: fields), Record(line: next, fields: ["d", "e"])]
        #expect(records(of: text, columnCount: 2) == expected)
    }

    @Test("A forgotten quote swallows no further line")
    func forgottenQuote() {
        let bad = Record(line: 1, fields: ["a"], problem: .unterminatedField)
        // No quote closes the field, or text follows the quote, or the number of fields is wrong.
        for rest in ["b,c\nd,e", "b,c\nd,\"e\"", "b\nc\",d,e"] {
            let records = records(of: "a,\"\(rest)", columnCount: 2)
            #expect(records.first == bad)
            #expect(records.last?.line == 2 || records.last?.line == 3)
        }
        // The second line is a row by itself.
        let found = records(of: "a,\"b\nrow,c\nd\"\ne,f", columnCount: 2) {
            $0.starts(with: Array("row".utf8))
        }
        #expect(found.map(\.line) == [1, 2, 3, 4])
        #expect(found.first == bad)
        // Two forgotten quotes in the last fields of two rows look like one field.
        let rows = records(of: "a,\"\nrow,\"\nc,d", columnCount: 2) { $0.starts(with: Array("row".utf8)) }
        #expect(rows.map(\.line) == [1, 2, 3])
    }

    @Test("A line of a record may have all columns if the first or the last field alone spans lines")
    func spanningLastField() {
        let found = records(of: "a,\"b\nc\"\nd,e", columnCount: 2) { $0.first == UInt8(ascii: "a") }
        #expect(found == [Record(line: 1, fields: ["a", "b\nc"]), Record(line: 3, fields: ["d", "e"])])
        let first = records(of: "\"a\nb\",c\nd,e", columnCount: 2) { $0.first == UInt8(ascii: "b") }
        #expect(first == [Record(line: 1, fields: ["a\nb", "c"]), Record(line: 3, fields: ["d", "e"])])
        #expect(records(of: "\"a\nb\",c\nd,e", columnCount: 2) { _ in true }.map(\.line) == [1, 2, 3])
    }

    @Test(
        "The first line end decides whether a lone CR ends a line",
        arguments: [
            ("a\rb\r", [Record(line: 1, fields: ["a"]), Record(line: 2, fields: ["b"])]),
            ("a\r\rb", [Record(line: 1, fields: ["a"]), Record(line: 3, fields: ["b"])]),
            (
                "a\r\"b\nc\"\rd",
                [
                    Record(line: 1, fields: ["a"]), Record(line: 2, fields: ["b\nc"]),
                    Record(line: 3, fields: ["d"]),
                ]
            ),
            ("a\nb\rc\r\n", [Record(line: 1, fields: ["a"]), Record(line: 2, fields: ["b\rc"])]),
            ("\"x\ry\"\nb\rc", [Record(line: 1, fields: ["x\ry"]), Record(line: 2, fields: ["b\rc"])]),
            ("a\r\r\nb", [Record(line: 1, fields: ["a\r"]), Record(line: 2, fields: ["b"])]),
        ])
    func carriageReturns(text: String, expected: [Record]) {
        #expect(records(of: text) == expected)
    }

    @Test(
        "A field is quoted only if necessary",
        arguments: [
            ("plain", "plain"),
            ("", ""),
            (" blank ", " blank "),
            ("a,b", "\"a,b\""),
            ("a\"b", "\"a\"\"b\""),
            ("a\rb", "\"a\rb\""),
            ("a\nb", "\"a\nb\""),
            ("a\r\nb", "\"a\r\nb\""),
            // A combining mark and the quote before it are one Character.
            ("a\"\u{301}", "\"a\"\"\u{301}\""),
        ])
    func quoting(text: String, written: String) {
        #expect(Array(CSV.field(text).utf8) == Array(written.utf8))
    }
}

struct Record: Hashable, Sendable {
    let line: Int
    let fields: [String]
    var problem: CSV.Problem?
}

private func records(
    of text: String, columnCount: Int? = nil, isRow: @escaping (ArraySlice<UInt8>) -> Bool = { _ in false }
) -> [Record] {
    let bytes = Array(text.utf8)
    var reader = RecordReader(bytes, from: 0, delimiter: CSV.comma, lineBreak: LineBreak(of: bytes[...]))
    reader.columnCount = columnCount
    reader.isRow = isRow
    var records: [Record] = []
    while reader.next() {
        let fields = reader.fields.indices.map { reader.string($0) }
        records.append(Record(line: reader.line, fields: fields, problem: reader.problem))
    }
    return records
}
