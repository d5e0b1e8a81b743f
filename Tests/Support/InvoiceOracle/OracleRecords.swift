// Combines the lines of the file into records.

struct Record {
    /// The number of the record's first line.
    let number: Int
    let bytes: [UInt8]
    let content: Fields
}

/// Returns the records on the lines: one record a line, except that a quoted field may span lines.
func recordsOfLines(_ lines: [Line], _ columns: Columns, currencyExponent: Int) -> [Record] {
    var records: [Record] = []
    var index = 0
    while index < lines.count {
        let line = lines[index]
        if line.bytes.isEmpty {
            index += 1
            continue
        }
        let content = fieldsOfText(line.bytes)
        if content.ending == .unterminated,
            let (text, longer, end) = spanningRecord(lines, from: index, columns.names.count),
            !hidesRow(lines[index..<end], content, longer, columns, currencyExponent: currencyExponent)
        {
            records.append(Record(number: line.number, bytes: text, content: longer))
            index = end
        } else {
            records.append(Record(number: line.number, bytes: line.bytes, content: content))
            index += 1
        }
    }
    return records
}

/// Returns the record that begins on a line and ends on a later one, and the index of the line after it; nil if there is
/// none with the number of columns.
private func spanningRecord(
    _ lines: [Line], from index: Int, _ columns: Int
) -> (text: [UInt8], content: Fields, end: Int)? {
    var text = lines[index].bytes
    for end in lines.indices where end > index {
        text += lines[end - 1].end + lines[end].bytes
        let content = fieldsOfText(text)
        if content.ending != .unterminated {
            return content.ending == .whole && content.fields.count == columns
                ? (text, content, end + 1) : nil
        }
    }
    return nil
}

/// Returns true if a line of several is a row by itself, so that a quote was forgotten before it.
private func hidesRow(
    _ lines: ArraySlice<Line>, _ first: Fields, _ whole: Fields, _ columns: Columns, currencyExponent: Int
) -> Bool {
    var candidates = lines
    // If the first field spans all lines, the last line has all columns after it.
    if whole.fields[0].filter({ $0 == Byte.lineFeed }).count == lines.count - 1 {
        candidates.removeLast()
    }
    // If the last field spans lines, the first line has all columns before the others.
    if first.fields.count == columns.names.count - 1 {
        candidates.removeFirst()
    }
    return candidates.contains {
        isRowWithoutQuotes($0.bytes, columns, currencyExponent: currencyExponent)
    }
}

/// Returns true if a line would be a row if it had no quotes.
private func isRowWithoutQuotes(_ line: [UInt8], _ columns: Columns, currencyExponent: Int) -> Bool {
    let fields = line.filter { $0 != Byte.quote }.split(
        separator: Byte.comma, omittingEmptySubsequences: false
    ).map { Array($0) }
    if fields.count != columns.names.count {
        return false
    }
    let quantity = readQuantity(fields[columns.place("Quantity")])
    let price = readPrice(fields[columns.place("UnitPrice")], currencyExponent: currencyExponent)
    return quantity != nil && quantity != 0 && price != nil
}
