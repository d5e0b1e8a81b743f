import Foundation
import Testing

@testable import JoskLedger

@Suite("Bounded texts")
struct BoundedTextTests {
    // Swift treats `SKU("x")` as a literal, which stops the process if it breaks the rules. Texts are therefore
    // variables here.
    private let composed = "caf\u{E9}"
    private let decomposed = "cafe\u{301}"
    private let empty = ""

    @Test("A SKU has 1 to 255 bytes of UTF-8, for characters of any width")
    func keyBounds() throws {
        #expect(throws: Never.self) { try SKU(String(repeating: "k", count: 255)) }
        #expect(throws: Never.self) { try SKU(String(repeating: "\u{E9}", count: 127) + "k") }
        #expect(throws: Never.self) { try SKU(String(repeating: "k", count: 1)) }
        let violation = TextViolation(subject: "SKU", problem: .byteCount(256, allowed: 1...255))
        #expect(throws: violation) { try SKU(String(repeating: "k", count: 256)) }
        #expect(throws: violation) { try SKU(String(repeating: "\u{E9}", count: 128)) }
        #expect(throws: violation) { try SKU(String(repeating: "\u{1F600}", count: 64)) }
        #expect(throws: TextViolation(subject: "SKU", problem: .byteCount(0, allowed: 1...255))) {
            try SKU(empty)
        }
    }

    @Test("Each kind of text has its bounds and its name")
    func kinds() throws {
        func expect<Rules: TextRules>(_: BoundedText<Rules>.Type, _ name: String, upTo most: Int) {
            #expect(Rules.name == name)
            #expect(throws: Never.self) { try BoundedText<Rules>(String(repeating: "x", count: most)) }
            #expect(throws: TextViolation(subject: name, problem: .byteCount(most + 1, allowed: 1...most))) {
                try BoundedText<Rules>(String(repeating: "x", count: most + 1))
            }
            #expect(throws: TextViolation(subject: name, problem: .byteCount(0, allowed: 1...most))) {
                try BoundedText<Rules>(empty)
            }
            let withNUL = "a\0b"
            #expect(throws: TextViolation(subject: name, problem: .containsNUL)) {
                try BoundedText<Rules>(withNUL)
            }
        }
        expect(IdempotencyKey.self, "idempotency key", upTo: 255)
        expect(SKU.self, "SKU", upTo: 255)
        expect(CustomerReference.self, "customer reference", upTo: 255)
        expect(OrderReference.self, "order reference", upTo: 255)
        expect(PaymentReference.self, "payment reference", upTo: 255)
        expect(DeliveryReference.self, "delivery reference", upTo: 255)
        expect(Name.self, "name", upTo: 1_000)
        expect(Reason.self, "reason", upTo: 1_000)
    }

    @Test(
        "A text of any other Unicode characters is accepted and unchanged",
        arguments: [
            " ", "\n", "\u{1}", "\u{7F}", "\u{200B}", "\u{202E}abc", "\u{FEFF}", "\u{FFFD}", "\u{10FFFF}",
            "\u{1F469}\u{200D}\u{1F680}", "\u{5D0}\u{5D1}", "\u{E9}", "e\u{301}", "\u{301}",
            "'; DROP TABLE x; --",
        ])
    func anyUnicode(text: String) throws {
        let sku = try SKU(text)
        #expect(sku.string.utf8.elementsEqual(text.utf8))
        let read = try JSONDecoder().decode([SKU].self, from: JSONEncoder().encode([sku]))
        #expect(read == [sku])
        #expect(read.first?.string.utf8.elementsEqual(text.utf8) == true)
    }

    @Test("Texts that look the same but differ in their bytes are unequal, unlike Swift's strings")
    func equality() throws {
        #expect(composed == decomposed)
        let (one, other) = (try SKU(composed), try SKU(decomposed))
        #expect(one != other)
        #expect(Set([one, other]).count == 2)
        var counts = [one: 1]
        counts[other] = 2
        #expect(counts[one] == 1)
        #expect(one == (try SKU("caf" + "\u{E9}")))
        #expect(one.hashValue == (try SKU("caf" + "\u{E9}")).hashValue)
        let (tea, capital, trailing): (SKU, SKU, SKU) = ("tea", "Tea", "tea ")
        #expect(tea != capital)
        #expect(tea != trailing)
    }

    @Test("Bounded texts are ordered by their bytes")
    func order() throws {
        // U+FFFF comes before U+10000 by scalars and in UTF-8, and after it in UTF-16.
        let texts = ["B", "a", "aa", "ab", decomposed, composed, "\u{E9}", "\u{FFFF}", "\u{10000}"]
        let skus = try texts.map { try SKU($0) }
        #expect(skus.reversed().sorted() == skus)
        #expect(skus.map { Array($0.string.utf8) }.elementsEqual(texts.map { Array($0.utf8) }, by: ==))
        for (one, other) in zip(skus, skus.dropFirst()) { #expect(one < other && !(other < one)) }
        #expect(!(skus[0] < skus[0]))
    }

    @Test("A text in JSON that is out of bounds is refused")
    func codable() throws {
        for json in [#"[""]"#, #"["a\u0000b"]"#, "[\"" + String(repeating: "k", count: 256) + "\"]"] {
            #expect(throws: TextViolation.self) {
                try JSONDecoder().decode([SKU].self, from: Data(json.utf8))
            }
        }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([SKU].self, from: Data("[1]".utf8)) }
    }

    @Test("A text literal that breaks the rules stops the process")
    func literal() async {
        let sku: SKU = "TEA-1"
        #expect(sku.string == "TEA-1")
        await #expect(processExitsWith: .failure) {
            let empty: SKU = ""
            _ = empty
        }
    }

    @Test("The description of a text violation contains the subject, the number and the bounds")
    func violations() {
        func line(_ problem: TextViolation.Problem) -> String {
            TextViolation(subject: "SKU", problem: problem).description
        }
        #expect(
            line(.byteCount(256, allowed: 1...255))
                == "The SKU has 256 bytes of UTF-8; from 1 to 255 are allowed.")
        #expect(line(.pairCount(51, allowed: 0...50)) == "The SKU has 51 pairs; from 0 to 50 are allowed.")
        #expect(line(.containsNUL) == "The SKU contains a NUL character, which is not allowed.")
    }

    @Test(
        "The description of a text escapes its control characters and its direction marks, and nothing else")
    func escapes() throws {
        let unchanged = "C:\\tea \u{E9}e\u{301}\u{1F469}\u{200D}\u{1F680}\u{5D0}"
        let cases = [
            ("\n\r\t", "\\n\\r\\t"), ("\u{1B}[31m", "\\u{1B}[31m"),
            ("\u{7F}\u{85}", "\\u{7F}\\u{85}"),
            ("\u{202E}abc\u{2066}", "\\u{202E}abc\\u{2066}"), ("\u{2028}", "\\u{2028}"),
            (unchanged, unchanged),
        ]
        for (text, description) in cases {
            #expect(try SKU(text).description.utf8.elementsEqual(description.utf8))
        }
    }
}
