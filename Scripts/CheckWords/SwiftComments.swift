/// The words with which a documentation comment must not begin: it then asks a question and does not name its subject.
private let questionWords: Set<Substring> = [
    "What", "Who", "Whom", "Whose", "Whether", "Those", "Which", "Why",
]

/// The checks of documentation comments and of the names of tests in a Swift file.
struct SwiftComments {
    struct Finding {
        let line: Int
        let message: String
    }

    private(set) var findings: [Finding] = []
    private let lines: [Substring]

    init(text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.drop(while: \.isWhitespace) }
        checkOpenings()
        checkInitializers()
        checkTestNames()
    }

    private mutating func add(_ index: Int, _ message: String) {
        findings.append(Finding(line: index + 1, message: message))
    }

    /// A paragraph, a parameter and a result each begin with something else than a question word.
    private mutating func checkOpenings() {
        for (index, line) in lines.enumerated() where line.hasPrefix("/// ") {
            let isParagraph = index == 0 || !lines[index - 1].hasPrefix("/// ")
            var text = line.dropFirst(4).drop(while: \.isWhitespace)
            let isItem = text.hasPrefix("- ")
            guard isParagraph || isItem else { continue }
            if isItem {
                text = text.dropFirst(2)
                if let colon = text.firstIndex(of: ":") { text = text[colon...].dropFirst() }
                text = text.drop(while: \.isWhitespace)
            }
            if let word = text.split(whereSeparator: { !$0.isLetter }).first, questionWords.contains(word) {
                add(index, "a documentation comment begins with \"\(word)\": name the subject")
            }
        }
    }

    /// The documentation of a public initializer begins with a verb.
    private mutating func checkInitializers() {
        for (index, line) in lines.enumerated()
        where line.hasPrefix("public init") || line.hasPrefix("public convenience init") {
            var first = index - 1
            while first >= 0, lines[first].hasPrefix("@") { first -= 1 }
            guard first >= 0, lines[first].hasPrefix("///") else { continue }
            while first > 0, lines[first - 1].hasPrefix("///") { first -= 1 }
            let word = lines[first].dropFirst(3).split(separator: " ").first ?? ""
            if !(word.first?.isUppercase ?? false) || !word.hasSuffix("s") {
                add(first, "the documentation of an initializer begins with a verb, such as \"Creates\"")
            }
        }
    }

    /// The name of a test or a suite is a sentence or a noun phrase: a capital letter first, no final period.
    private mutating func checkTestNames() {
        for (index, line) in lines.enumerated() {
            guard line.hasPrefix("@Test(\"") || line.hasPrefix("@Suite(\"") else { continue }
            let name = line.drop(while: { $0 != "\"" }).dropFirst()
            guard let first = name.first else { continue }
            if first.isLowercase { add(index, "the name of a test begins with a capital letter") }
            let end = name.prefix(while: { $0 != "\"" })
            if end.hasSuffix(".") { add(index, "the name of a test has no final period") }
        }
    }
}
