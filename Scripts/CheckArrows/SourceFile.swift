import Foundation

/// A Swift file.
///
/// Its folder is an entry of the order, or a directory if its module has no order.
struct SourceFile {
    let module: String
    /// The path relative to the root.
    let path: String
    /// The path relative to the module's directory.
    let relativePath: String
    let reader: FileReader
    var folder = ""

    /// The directory within the module, or `.` at its top.
    var directory: String {
        relativePath.contains("/") ? (relativePath as NSString).deletingLastPathComponent : "."
    }
}

/// Returns every Swift file of every module, because members of imported modules can share a name.
func readSources(root: String) throws -> [SourceFile] {
    let sources = root + "/Sources"
    guard let enumerator = FileManager.default.enumerator(atPath: sources) else {
        throw Failure(message: "cannot read \(sources)")
    }
    let paths = enumerator.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") && $0.contains("/") }
    let modules = Set(paths.map { String($0.prefix { $0 != "/" }) })
    return try paths.sorted().map { path in
        guard let data = FileManager.default.contents(atPath: sources + "/" + path) else {
            throw Failure(message: "cannot read \(sources)/\(path)")
        }
        var reader = FileReader(tokens: Lexer.tokens(of: [UInt8](data)), modules: modules)
        reader.run()
        let module = String(path.prefix { $0 != "/" })
        return SourceFile(
            module: module, path: "Sources/" + path,
            relativePath: String(path.dropFirst(module.count + 1)), reader: reader)
    }
}
