/// A reader of the records of a file with delimiter-separated values, one after another.
///
/// No CSV package replaces it. A message of a replay names the line of a row, and an invoice is booked only as a whole,
/// so the reader must report the line of each record, a missing closing quote and a wrong number of fields. SwiftCSV
/// 0.10.0 knows no line numbers, pads short rows and reads an unterminated field as if it were closed.
struct RecordReader {
    /// A field of the current record.
    struct Field: Hashable {
        /// The place of the field in the text, without the quotes around it.
        let range: Range<Int>
        /// True if the field is quoted and contains doubled quotes.
        let hasDoubledQuotes: Bool
    }

    let text: [UInt8]
    let delimiter: UInt8
    let lineBreak: LineBreak
    /// The number of fields that a record must have if it spans lines; nil for any number.
    var columnCount: Int?
    /// Returns true if a line of several that a record spans is a row by itself.
    var isRow: (ArraySlice<UInt8>) -> Bool = { _ in false }

    /// The fields of the current record, up to the first malformed one.
    private(set) var fields: [Field] = []
    /// The reason why the current record is malformed; nil if it is not.
    private(set) var problem: CSV.Problem?
    /// The number of the current record's first line in the file, counted from 1.
    private(set) var line = 0
    /// The place of the current record in the text, without its line end.
    private(set) var record = 0..<0

    private var position: Int
    private var nextLine = 1

    /// Creates a reader of a text, from a place on.
    init(_ text: [UInt8], from start: Int, delimiter: UInt8, lineBreak: LineBreak) {
        self.text = text
        self.delimiter = delimiter
        self.lineBreak = lineBreak
        position = start
    }

    /// Reads the next record that is not a blank line, and returns false if there is none.
    mutating func next() -> Bool {
        while position < text.count {
            let start = position
            let end = endOfLine(from: start)
            line = nextLine
            move(behind: end, lines: 1)
            if end.content == start { continue }
            record = start..<end.content
            problem = split(start, to: end.content, isSpanning: false)
            if problem == .unterminatedField, !readSpanningRecord(from: start) {
                problem = split(start, to: end.content, isSpanning: false)
            }
            return true
        }
        return false
    }

    /// Returns the bytes of a field of the current record.
    func bytes(_ field: Int) -> [UInt8] {
        let field = fields[field]
        guard field.hasDoubledQuotes else { return Array(text[field.range]) }
        var bytes: [UInt8] = []
        var isSecond = false
        for byte in text[field.range] {
            isSecond = byte == CSV.quote && !isSecond
            if !isSecond { bytes.append(byte) }
        }
        return bytes
    }

    /// Returns the text of a field of the current record, which must be valid UTF-8.
    func string(_ field: Int) -> String {
        fields[field].hasDoubledQuotes
            ? String(decoding: bytes(field), as: UTF8.self)
            : String(decoding: text[fields[field].range], as: UTF8.self)
    }
}

// MARK: - Fields that span lines

extension RecordReader {
    /// Reads a record whose quoted fields may span lines, and returns false if its first line has no closing quote.
    ///
    /// A forgotten quote must not swallow rows. The closing quote is forgotten if no later quote closes the field, if
    /// the record does not have the number of columns, or if a line of it is a row by itself.
    private mutating func readSpanningRecord(from start: Int) -> Bool {
        guard split(start, to: record.upperBound, isSpanning: true) == nil else { return false }
        if let columnCount, fields.count != columnCount { return false }
        // The last field ends before its closing quote if it has one.
        let last = fields.last?.range.upperBound ?? start
        let end = endOfLine(from: last)
        if hidesRow(start..<end.content) { return false }
        let lines = text[start..<end.content].count { $0 == lineBreak.byte } + 1
        record = start..<end.content
        problem = nil
        move(behind: end, lines: lines - 1)
        return true
    }

    private func hidesRow(_ record: Range<Int>) -> Bool {
        let lines = text[record].split(separator: lineBreak.byte, omittingEmptySubsequences: false)
        guard let first = fields.first, let last = fields.last, let firstLine = lines.first,
            let lastLine = lines.last
        else { return false }
        // If only the last field spans lines, the first line has all columns. If only the first field does, the last
        // line has all.
        let isLastField = last.range.lowerBound <= firstLine.endIndex
        let isFirstField = first.range.upperBound >= lastLine.startIndex
        return lines.dropFirst(isLastField ? 1 : 0).dropLast(isFirstField ? 1 : 0).contains { line in
            isRow(line.last == CSV.carriageReturn ? line.dropLast() : line)
        }
    }
}

// MARK: - Splitting

extension RecordReader {
    /// The end of a line: the end of its content, and the place of the last byte of its line end.
    private typealias LineEnd = (content: Int, lineBreak: Int)

    private func endOfLine(from start: Int) -> LineEnd {
        let lineBreak = text.withUnsafeBufferPointer { text in
            var place = start
            while place < text.count, text[place] != self.lineBreak.byte { place += 1 }
            return place
        }
        // The last line may end in CR alone.
        let hasCarriageReturn =
            self.lineBreak == .lineFeed && lineBreak > start && text[lineBreak - 1] == CSV.carriageReturn
        return (hasCarriageReturn ? lineBreak - 1 : lineBreak, lineBreak)
    }

    private mutating func move(behind end: LineEnd, lines: Int) {
        position = min(end.lineBreak + 1, text.count)
        nextLine += lines
    }

    /// Splits a record into its fields, up to the first malformed one.
    ///
    /// - Parameters:
    ///   - start: The place of the record.
    ///   - end: The end of the content of its first line.
    ///   - isSpanning: True if a quoted field may span lines.
    private mutating func split(_ start: Int, to end: Int, isSpanning: Bool) -> CSV.Problem? {
        fields.removeAll(keepingCapacity: true)
        var (place, end) = (start, end)
        while true {
            if place < end, text[place] == CSV.quote {
                guard let field = quotedField(from: place + 1, to: isSpanning ? text.count : end) else {
                    return .unterminatedField
                }
                fields.append(field)
                place = field.range.upperBound + 1
                if place > end { end = endOfLine(from: place).content }
                if place < end, text[place] != delimiter { return .textAfterClosingQuote }
            } else {
                guard let field = unquotedField(from: place, to: end) else {
                    return .quoteInsideUnquotedField
                }
                fields.append(field)
                place = field.range.upperBound
            }
            if place >= end { return nil }
            // This bounds the work for a file in which many closing quotes are forgotten.
            if isSpanning, let columnCount, fields.count > columnCount { return .unterminatedField }
            // A delimiter. A further field follows, which may be empty.
            place += 1
        }
    }

    private func unquotedField(from start: Int, to end: Int) -> Field? {
        let place = text.withUnsafeBufferPointer { text in
            var place = start
            while place < end, text[place] != delimiter, text[place] != CSV.quote { place += 1 }
            return place
        }
        if place < end, text[place] == CSV.quote { return nil }
        return Field(range: start..<place, hasDoubledQuotes: false)
    }

    private func quotedField(from start: Int, to end: Int) -> Field? {
        text.withUnsafeBufferPointer { text in
            var place = start
            var hasDoubledQuotes = false
            while place < end {
                if text[place] == CSV.quote {
                    guard place + 1 < end, text[place + 1] == CSV.quote else {
                        return Field(range: start..<place, hasDoubledQuotes: hasDoubledQuotes)
                    }
                    hasDoubledQuotes = true
                    place += 1
                }
                place += 1
            }
            return nil
        }
    }
}
