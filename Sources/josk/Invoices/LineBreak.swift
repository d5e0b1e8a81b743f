/// The line end of a file.
enum LineBreak: Hashable {
    /// LF, or CR and LF.
    case lineFeed
    /// A lone CR, as old programs of the Macintosh write it.
    case carriageReturn

    /// The last byte of the line end.
    var byte: UInt8 {
        switch self {
        case .lineFeed: CSV.lineFeed
        case .carriageReturn: CSV.carriageReturn
        }
    }

    /// Returns the line end of a file, which is that of its first line.
    ///
    /// In a file whose first line ends in LF or CRLF, a lone CR is part of a field.
    init(of text: ArraySlice<UInt8>) {
        self = .lineFeed
        var isQuoted = false
        for (place, byte) in zip(text.indices, text) {
            if byte == CSV.quote { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == CSV.lineFeed { return }
            if byte == CSV.carriageReturn {
                // CR, CR and LF is an LF after a damaged line, too.
                let next = text[place...].first { $0 != CSV.carriageReturn }
                self = next == CSV.lineFeed ? .lineFeed : .carriageReturn
                return
            }
        }
    }
}
