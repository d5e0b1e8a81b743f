/// The error of a file that is not an invoice file, with the reason and the remedy.
enum UnreadableFile: Error, Hashable {
    case empty
    case gzip
    case zip
    case utf32
    case unmarkedUTF16
    case damagedUTF16
    case headerNotUTF8
    case malformedHeader(CSV.Problem)
    /// The first column has no name.
    case indexColumn
    /// Columns that the header lacks, by the names that they should have there, and the names that it has.
    case missingColumns([String], among: [String])
    case repeatedColumn(String)
}

extension UnreadableFile: CustomStringConvertible {
    var description: String {
        switch self {
        case .empty: "it is empty; its first line must name the columns, such as \(InvoiceColumn.header)"
        case .gzip: "it is compressed with gzip; decompress it first, with gunzip"
        case .zip:
            "it is a ZIP archive, perhaps an Excel workbook; unpack it, or save the sheet as CSV in UTF-8"
        case .utf32: "it is in UTF-32; convert it to UTF-8"
        case .unmarkedUTF16: "it is in UTF-16 without a byte order mark; convert it to UTF-8, with iconv"
        case .damagedUTF16:
            "it has the byte order mark of UTF-16, but is not valid UTF-16; export it again, in UTF-8"
        case .headerNotUTF8: "its header is not valid UTF-8; \(SetAsideReason.conversion)"
        case .malformedHeader(let problem): "in its header, \(SetAsideReason.malformedQuoting(problem))"
        case .indexColumn:
            "its first column has no name, as the index column that pandas and R write; remove the column, or "
                + "export without it (index=False in pandas, row.names=FALSE in R)"
        case .missingColumns(let names, let found):
            "its header has no column \(names.map(\.excerpt).joined(separator: ", ")), only "
                + "\(found.prefix(20).map(\.excerpt).joined(separator: ", ")); its first line must name the columns, "
                + "as \(InvoiceColumn.header) does; use --columns if they have other names, such as "
                + "--columns InvoiceNo=Invoice"
        case .repeatedColumn(let name):
            "its header has more than one column \(name.excerpt); rename all but one of them, or select another "
                + "column with --columns"
        }
    }
}
