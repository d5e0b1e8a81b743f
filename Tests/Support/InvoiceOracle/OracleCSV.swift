// Splits the file into lines and the lines into fields, all as bytes. Values of type `String` would be compared after
// Unicode normalisation, but two keys that only look the same must stay two keys.

enum Byte {
    static let nul: UInt8 = 0x00
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let quote: UInt8 = 0x22
    static let comma: UInt8 = 0x2C
    static let minus: UInt8 = 0x2D
    static let point: UInt8 = 0x2E
    static let zero: UInt8 = 0x30
    static let nine: UInt8 = 0x39
    static let capitalC: UInt8 = 0x43
}

struct Line {
    /// The line's number in the file, counted from 1, with every line counted.
    let number: Int
    /// The content of the line without its line end.
    let bytes: [UInt8]
    /// The line end: LF or CRLF, or a part of it at the end of the file.
    let end: [UInt8]
}

/// Returns every line of the file, including blank ones, without a byte order mark and without line ends.
func linesOfFile(_ file: [UInt8]) -> [Line] {
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = file.starts(with: byteOrderMark) ? Array(file.dropFirst(3)) : file
    var lines: [Line] = []
    for piece in text.split(separator: Byte.lineFeed, omittingEmptySubsequences: false) {
        var bytes = Array(piece)
        var end = [Byte.lineFeed]
        if bytes.last == Byte.carriageReturn {
            bytes.removeLast()
            end = [Byte.carriageReturn, Byte.lineFeed]
        }
        lines.append(Line(number: lines.count + 1, bytes: bytes, end: end))
    }
    return lines
}

/// Returns true if the bytes are valid UTF-8.
///
/// Decoding repairs invalid bytes, and so changes them.
func isUTF8(_ bytes: [UInt8]) -> Bool {
    Array(String(decoding: bytes, as: UTF8.self).utf8) == bytes
}

/// The fields of a text, up to the first that is malformed.
struct Fields {
    enum Ending {
        case whole
        case unterminated
        case malformed
    }

    var fields: [[UInt8]] = []
    var ending = Ending.whole
}

/// Returns the fields of a text, which may have line ends between quotes.
func fieldsOfText(_ text: [UInt8]) -> Fields {
    var result = Fields()
    var position = 0
    while true {
        var field: [UInt8] = []
        if position < text.count && text[position] == Byte.quote {
            position += 1
            var closed = false
            while position < text.count && !closed {
                if text[position] != Byte.quote {
                    field.append(text[position])
                    position += 1
                } else if position + 1 < text.count && text[position + 1] == Byte.quote {
                    field.append(Byte.quote)
                    position += 2
                } else {
                    closed = true
                    position += 1
                }
            }
            if !closed {
                result.ending = .unterminated
                return result
            }
            result.fields.append(field)
            if position < text.count && text[position] != Byte.comma {
                result.ending = .malformed
                return result
            }
        } else {
            while position < text.count && text[position] != Byte.comma {
                if text[position] == Byte.quote {
                    result.ending = .malformed
                    return result
                }
                field.append(text[position])
                position += 1
            }
            result.fields.append(field)
        }
        if position == text.count {
            return result
        }
        // A comma. A further field follows, which may be empty.
        position += 1
    }
}

/// Returns the written form of a key as a field, which is quoted only if necessary.
func quotedField(_ key: [UInt8]) -> [UInt8] {
    let special = [Byte.comma, Byte.quote, Byte.carriageReturn, Byte.lineFeed]
    if !key.contains(where: { special.contains($0) }) {
        return key
    }
    var field = [Byte.quote]
    for byte in key {
        if byte == Byte.quote {
            field.append(Byte.quote)
        }
        field.append(byte)
    }
    field.append(Byte.quote)
    return field
}
