/// A word or a phrase that the repository avoids.
struct Phrase {
    let text: String
    let advice: String
    let words: [String]
}

/// The phrases of a file: one on each line, `phrase | advice`.
///
/// `#` begins a comment.
struct PhraseList {
    private let byFirstWord: [String: [Phrase]]

    init(text: String) {
        let phrases = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let parts = line.split(separator: "|", maxSplits: 1).map {
                $0.trimmingPrefix(while: \.isWhitespace)
            }
            let phrase = parts[0].split(separator: " ").joined(separator: " ").lowercased()
            return Phrase(
                text: phrase, advice: parts.count > 1 ? String(parts[1]) : "avoid it",
                words: phrase.split(separator: " ").map(String.init))
        }
        byFirstWord = Dictionary(grouping: phrases) { $0.words[0] }
    }

    /// Returns the places of a text that have a phrase.
    ///
    /// A phrase may continue on the next line of a comment or a paragraph.
    func matches(in text: String) -> [(phrase: Phrase, line: Int)] {
        let words = Words(text: text).words
        var matches: [(Phrase, Int)] = []
        for (index, word) in words.enumerated() {
            for phrase in byFirstWord[word.text] ?? [] {
                let end = index + phrase.words.count
                guard end <= words.count else { continue }
                let candidate = words[index..<end]
                if candidate.map(\.text) == phrase.words, candidate.dropFirst().allSatisfy(\.followsSpace) {
                    matches.append((phrase, word.line))
                }
            }
        }
        return matches
    }
}

/// The words of a text: the longest runs of ASCII letters, in lower case.
private struct Words {
    struct Word {
        let text: String
        let line: Int
        /// True if only spaces, line breaks and the signs of a comment separate it from the word before.
        let followsSpace: Bool
    }

    private(set) var words: [Word] = []

    init(text: String) {
        var letters: [UInt8] = []
        var (line, wordLine) = (1, 1)
        var followsSpace = false
        var isOnlySpace = true
        func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
        func isSpace(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "/")
                || byte == UInt8(ascii: "#")
        }
        func finishWord() {
            if letters.isEmpty { return }
            let word = String(decoding: letters, as: UTF8.self)
            words.append(Word(text: word, line: wordLine, followsSpace: followsSpace))
            letters = []
        }
        for byte in text.utf8 {
            if isLetter(byte) {
                if letters.isEmpty { (wordLine, followsSpace) = (line, isOnlySpace) }
                letters.append(byte | 0x20)
                continue
            }
            if !letters.isEmpty {
                finishWord()
                isOnlySpace = true
            }
            if !isSpace(byte) { isOnlySpace = false }
            if byte == UInt8(ascii: "\n") { line += 1 }
        }
        finishWord()
    }
}
