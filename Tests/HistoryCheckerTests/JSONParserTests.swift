import Testing

@testable import HistoryChecker

@Suite("The parser of JSON")
struct JSONParserTests {
    private func parse(_ text: String) throws -> JSONValue { try JSONParser.value(of: text.utf8) }

    @Test("Values of all types are parsed")
    func values() throws {
        #expect(
            try parse(" {\"a\" : [1, -2,\t0], \"b\":{}, \"c\":[] } ") == [
                "a": [1, -2, 0], "b": [:], "c": [],
            ])
        #expect(try parse("[true,false,null]") == [true, false, nil])
        #expect(try parse("9223372036854775807") == .integer(.max))
        #expect(try parse("-9223372036854775808") == .integer(.min))
    }

    @Test("Escapes and text beyond ASCII are decoded")
    func strings() throws {
        #expect(try parse(#""a\"\\\/\b\f\n\r\tz""#) == "a\"\\/\u{8}\u{C}\n\r\tz")
        #expect(try parse(#""\u00e9\ud83d\ude00 é😀""#) == "é😀 é😀")
        #expect(try parse(#""""#) == "")
        #expect(try JSONParser.value(of: [0x22, 0xFF, 0x22] as [UInt8]) == "\u{FFFD}")
    }

    @Test("A value survives printing and parsing")
    func roundTrip() throws {
        let value: JSONValue = ["a": ["x\"\\\n\u{1}é", .integer(.min), [true, nil]], "": [[:], []]]
        #expect(try parse(value.description) == value)
    }

    @Test(
        "Malformed texts are refused",
        arguments: [
            "", " ", "{", "}", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "1 2", "01", "-",
            "-01",
            "1.5", "1e3", "9223372036854775808", "-9223372036854775809", "tru", "nulls", "\"a", "\"\\x\"",
            "\"\\u12\"",
            "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\n\"", "+1",
        ])
    func malformed(text: String) {
        #expect(throws: FieldError.self) { try parse(text) }
    }

    @Test("Deeply nested values are refused instead of exhausting the stack")
    func depth() {
        #expect(throws: FieldError.self) { try parse(String(repeating: "[", count: 100_000)) }
    }
}
