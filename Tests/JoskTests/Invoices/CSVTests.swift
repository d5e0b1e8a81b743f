import Testing

@testable import josk

@Suite("Comma-separated values")
struct CSVTests {
    @Test(
        "A line is split into its fields, quoted or not",
        arguments: [
            ("a,b", ["a", "b"]),
            ("a", ["a"]),
            ("", [""]),
            (",", ["", ""]),
            ("a,", ["a", ""]),
            ("\"a,b\",c", ["a,b", "c"]),
            ("\"say \"\"hi\"\"\",c", ["say \"hi\"", "c"]),
            ("\"\",\"\"", ["", ""]),
            ("\"\"\"\"", ["\""]),
            (" a , b ", [" a ", " b "]),
            ("a\rb,c", ["a\rb", "c"]),
            ("É,\"É\"", ["É", "É"]),
        ] as [(String, [String])])
    func fields(line: String, fields: [String]) throws {
        #expect(try CSV.fields(of: Array(line.utf8)[...]) == fields)
    }

    @Test(
        "A line with malformed quoting has no fields",
        arguments: [
            ("a\"b", .quoteInsideUnquotedField),
            (" \"a\"", .quoteInsideUnquotedField),
            ("a,b\"", .quoteInsideUnquotedField),
            ("\"a\"b,c", .textAfterClosingQuote),
            ("\"a\" ,c", .textAfterClosingQuote),
            ("\"a,b", .unterminatedField),
            ("\"a\"\"", .unterminatedField),
            ("\"", .unterminatedField),
        ] as [(String, CSV.Problem)])
    func malformed(line: String, problem: CSV.Problem) {
        #expect(throws: problem) { try CSV.fields(of: Array(line.utf8)[...]) }
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
