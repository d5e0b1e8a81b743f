/// The names that a file has for columns, where they differ from the usual ones.
struct ColumnNames: Hashable {
    private var names: [InvoiceColumn: String] = [:]

    /// Creates the usual names.
    init() {}

    /// Returns the name of a column in the file.
    func name(of column: InvoiceColumn) -> String { names[column] ?? column.rawValue }

    /// Returns true if a file must have a column: a required one, or one whose name the user gives.
    func requires(_ column: InvoiceColumn) -> Bool { column.isRequired || names[column] != nil }

    /// Creates names from a list such as `InvoiceNo=Invoice,CustomerID="Customer ID"`.
    ///
    /// A name with a comma or a quote must be in quotes, with its quotes doubled.
    init(_ list: String) throws(ColumnNamesProblem) {
        for assignment in Self.split(list) {
            let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw .noAssignment(assignment) }
            let column = parts[0].trimmed
            guard let column = InvoiceColumn(rawValue: column) else { throw .unknownColumn(column) }
            guard let name = Self.unquoted(parts[1].trimmed), !name.isEmpty else {
                throw .malformedName(assignment)
            }
            guard names.updateValue(name, forKey: column) == nil else { throw .repeated(column.rawValue) }
        }
        // A required column without a name here has its usual one.
        var used: Set<String> = []
        for column in InvoiceColumn.allCases where requires(column) {
            let name = name(of: column)
            if !used.insert(name).inserted { throw .repeated(name) }
        }
    }

    /// Splits a list at the commas outside of quotes.
    private static func split(_ list: String) -> [String] {
        var parts = [""]
        var isQuoted = false
        for scalar in list.unicodeScalars {
            if scalar == "\"" { isQuoted.toggle() }
            if scalar == ",", !isQuoted {
                parts.append("")
            } else {
                parts[parts.count - 1].unicodeScalars.append(scalar)
            }
        }
        return parts
    }

    private static func unquoted(_ name: String) -> String? {
        guard name.hasPrefix("\"") else { return name.contains("\"") ? nil : name }
        guard name.count >= 2, name.hasSuffix("\"") else { return nil }
        let inner = name.dropFirst().dropLast()
        let withoutPairs = inner.replacing("\"\"", with: "")
        return withoutPairs.contains("\"") ? nil : inner.replacing("\"\"", with: "\"").trimmed
    }
}

/// The reasons why a list of column names cannot be used.
enum ColumnNamesProblem: Error, Hashable, CustomStringConvertible {
    case noAssignment(String)
    case unknownColumn(String)
    case malformedName(String)
    case repeated(String)

    var description: String {
        switch self {
        case .noAssignment(let text):
            "--columns has \(text.excerpt) where a column is expected; write COLUMN=NAME, with commas between"
        case .unknownColumn(let text):
            "--columns names the column \(text.excerpt), which does not exist; the columns are "
                + InvoiceColumn.allCases.map(\.rawValue).joined(separator: ", ")
        case .malformedName(let text):
            "--columns has \(text.excerpt), whose name is empty or has an odd quote; write COLUMN=NAME or "
                + "COLUMN=\"NAME\""
        case .repeated(let name):
            "--columns uses \(name.excerpt) twice; give each column one name, and each name to one column"
        }
    }
}

extension StringProtocol {
    /// The text without blanks, tabs and line ends at its ends.
    var trimmed: String {
        let isBlank = { (scalar: Unicode.Scalar) in " \t\r\n".unicodeScalars.contains(scalar) }
        let start = unicodeScalars.drop(while: isBlank)
        return String(String.UnicodeScalarView(start.reversed().drop(while: isBlank).reversed()))
    }
}
