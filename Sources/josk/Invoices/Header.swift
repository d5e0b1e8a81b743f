/// The header of an invoice file, with the places of its columns.
struct Header {
    // The places of the columns that a replay uses. A file may lack the description and the date.

    let invoice: Int
    let product: Int
    let quantity: Int
    let price: Int
    let customer: Int
    let description: Int?
    let date: Int?

    /// The number of all columns.
    let count: Int
    /// The names of the columns without a meaning for a replay, in their order.
    let ignored: [String]

    /// Creates the header from the names of a file's columns.
    init(_ found: [String], _ names: ColumnNames) throws(UnreadableFile) {
        if found.allSatisfy(\.isEmpty) { throw .empty }
        if found.count > 1, found.first?.isEmpty == true { throw .indexColumn }
        let missing = Self.missing(in: found, names)
        if !missing.isEmpty { throw .missingColumns(missing, among: found) }
        var places: [InvoiceColumn: Int] = [:]
        for column in InvoiceColumn.allCases {
            let name = names.name(of: column)
            let matches = found.indices.filter { Array(found[$0].utf8) == Array(name.utf8) }
            if matches.count > 1 { throw .repeatedColumn(name) }
            places[column] = matches.first
        }
        // Required columns are not missing.
        guard let invoice = places[.invoice], let product = places[.product],
            let quantity = places[.quantity],
            let price = places[.price], let customer = places[.customer]
        else { preconditionFailure("a required column is missing") }
        (self.invoice, self.product, self.quantity) = (invoice, product, quantity)
        (self.price, self.customer) = (price, customer)
        (description, date) = (places[.description], places[.date])
        count = found.count
        ignored = found.indices.filter { !places.values.contains($0) }.map { place in
            found[place].isEmpty ? "column \(place + 1), which has no name" : found[place]
        }
    }

    /// Returns the names of the required columns that a file lacks.
    static func missing(in found: [String], _ names: ColumnNames) -> [String] {
        let bytes = Set(found.map { Array($0.utf8) })
        return InvoiceColumn.allCases.filter(names.requires).map(names.name).filter {
            !bytes.contains(Array($0.utf8))
        }
    }
}

extension RecordReader {
    /// Creates a reader of an invoice file whose header is read, and returns the header.
    ///
    /// The delimiter is that of a line `sep=` before the header, or the one of comma, semicolon and tab with which the
    /// header has all required columns, or else the most columns.
    static func open(_ text: FileText, _ names: ColumnNames) throws(UnreadableFile) -> (RecordReader, Header)
    {
        let lineBreak = LineBreak(of: text.bytes[text.start...])
        var readers: [(RecordReader, [String])] = []
        for delimiter in [CSV.comma, CSV.semicolon, CSV.tab] {
            var reader = RecordReader(
                text.bytes, from: text.start, delimiter: delimiter, lineBreak: lineBreak)
            guard reader.next() else { throw .empty }
            if let declared = reader.declaredDelimiter {
                reader = RecordReader(text.bytes, from: text.start, delimiter: declared, lineBreak: lineBreak)
                // The first record is the declaration.
                guard reader.next(), reader.next() else { throw .empty }
                return (reader, try Header(try reader.names(), names))
            }
            readers.append((reader, (try? reader.names()) ?? []))
        }
        let widest = readers.max { $0.1.count < $1.1.count }
        guard let (reader, _) = readers.first(where: { Header.missing(in: $0.1, names).isEmpty }) ?? widest
        else {
            throw .empty
        }
        return (reader, try Header(try reader.names(), names))
    }

    /// The delimiter that the current record declares, as Excel does in a line `sep=;`; nil if it declares none.
    private var declaredDelimiter: UInt8? {
        let line = text[record].filter { $0 != CSV.quote }
        guard line.count == 5, line.prefix(4).elementsEqual("sep=".utf8), let delimiter = line.last else {
            return nil
        }
        // Letters, digits, signs and points are part of numbers and keys.
        let isPossible =
            delimiter < 0x7F && !"+-.".utf8.contains(delimiter)
            && !Character(Unicode.Scalar(delimiter)).isLetter
            && !Character(Unicode.Scalar(delimiter)).isNumber
        return isPossible ? delimiter : nil
    }

    /// Returns the fields of the current record as names of columns, without blanks at their ends.
    private func names() throws(UnreadableFile) -> [String] {
        if let problem { throw .malformedHeader(problem) }
        if String(validating: text[record], as: UTF8.self) == nil { throw .headerNotUTF8 }
        return fields.indices.map { string($0).trimmed }
    }
}
