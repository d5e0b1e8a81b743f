/// The text of an invoice file in UTF-8, which may be invalid, and the place after its byte order mark.
struct FileText {
    let bytes: [UInt8]
    let start: Int

    /// Creates the text from the bytes of a file in UTF-8, or in UTF-16 with a byte order mark.
    ///
    /// Latin-1 cannot be recognised in all files, so it is not converted. Its rows are invalid UTF-8.
    init(_ file: [UInt8]) throws(UnreadableFile) {
        if file.starts(with: [0x1F, 0x8B]) { throw .gzip }
        if file.starts(with: Array("PK\u{3}\u{4}".utf8)) { throw .zip }
        // The mark of UTF-32 in little-endian order begins with that of UTF-16.
        if file.starts(with: [0xFF, 0xFE, 0, 0]) || file.starts(with: [0, 0, 0xFE, 0xFF]) { throw .utf32 }
        if file.starts(with: [0xFF, 0xFE]) {
            (bytes, start) = (try Self.utf8(file, isBigEndian: false), 0)
        } else if file.starts(with: [0xFE, 0xFF]) {
            (bytes, start) = (try Self.utf8(file, isBigEndian: true), 0)
        } else {
            // Every second byte of an English header in UTF-16 is zero.
            if file.prefix(2).contains(0) { throw .unmarkedUTF16 }
            let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
            (bytes, start) = (file, file.starts(with: byteOrderMark) ? byteOrderMark.count : 0)
        }
    }

    private static func utf8(_ file: [UInt8], isBigEndian: Bool) throws(UnreadableFile) -> [UInt8] {
        guard file.count.isMultiple(of: 2) else { throw .damagedUTF16 }
        let units = stride(from: 2, to: file.count, by: 2).lazy.map { place in
            let (high, low) = isBigEndian ? (place, place + 1) : (place + 1, place)
            return UInt16(file[high]) << 8 | UInt16(file[low])
        }
        guard let text = String(validating: units, as: UTF16.self) else { throw .damagedUTF16 }
        return Array(text.utf8)
    }
}
