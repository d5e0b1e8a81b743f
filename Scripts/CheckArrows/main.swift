// Prints the uses between the folders of a module, and fails on a use that points back, against the order of the
// folders. The order is in Scripts/folder-order, which describes its format.
//
//     Scripts/check-arrows [--details | --quiet] [--root DIRECTORY] [--order FILE] [MODULE …]
//
// Without modules it checks every module in the order file. A module that is not in the order file is printed with the
// cycles among its folders, and is not checked. `--details` adds the files and the names that they use. `--quiet`
// leaves out the arrows that point down. Scripts/check-arrows-test tests this tool.
//
// The tool reads the source text only, so that it can run before any build. A use is:
//
// - the name of a type, function, variable or constant that another folder declares at the top level;
// - the name of a member that another folder adds to a type in an extension. If the type before the dot is
//   known (`Type.`, `self.`, a variable that is declared as `name: Type` or `name = Type(…)`, a name alone
//   within the type), the member has to be that type's only member with the name. If the type is not known, no other
//   member with the name may exist in the module and in the modules it imports. An initialiser counts at
//   `Type(` with its first label.
//
// Comments, the text of string literals and regex literals do not count, but code in interpolations does. The
// names of generic parameters, associated types, nested types, local declarations and parameters hide the same names at
// the top level, as they do in Swift. A private declaration does so in its file.
//
// Known limits:
//
// - The tool finds no use without a name: a value of an inferred type, a conformance, an operator, a subscript,
//   `.init(…)` without its type. A member that a type declares in its own body counts only by the type's name.
// - The tool reads both sides of an `#if`.
// - If the type before a dot is not known, and only a type of another package has a member of that name, the reported use
//   is false. Names of the standard library therefore never count there: see `commonMembers`.
import Foundation

struct Failure: Error { let message: String }

struct Options {
    var root = "."
    var order: String?
    var details = false
    var quiet = false
    var modules: [String] = []

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--details": details = true
            case "--quiet": quiet = true
            case "--root", "--order":
                guard let value = rest.popFirst() else { throw Failure(message: "\(argument) needs a value") }
                if argument == "--root" { root = value } else { order = value }
            case _ where argument.hasPrefix("-"):
                throw Failure(
                    message:
                        "usage: check-arrows [--details | --quiet] [--root DIRECTORY] [--order FILE] [MODULE …]"
                )
            default: modules.append(argument)
            }
        }
    }
}

/// Sets the folder of each file of a module.
///
/// - Returns: The errors for folders without an entry and for entries without files.
func assignFolders(_ files: inout [SourceFile], module: String, order: FolderOrder?, path: String) -> [String]
{
    var problems: Set<String> = []
    var used: Set<String> = []
    for index in files.indices where files[index].module == module {
        guard let order else {
            files[index].folder = files[index].directory
            continue
        }
        if let folder = order.folder(of: files[index]) {
            files[index].folder = folder
            used.insert(folder)
        } else {
            problems.insert("\(path): error: \(module): folder \(files[index].directory) is not in the order")
        }
    }
    for (folder, place) in order?.places ?? [:] where !used.contains(folder) {
        problems.insert("\(path):\(place.line): error: \(module): \(folder) has no Swift files")
    }
    return problems.sorted()
}

func run() throws -> Bool {
    let options = try Options(Array(CommandLine.arguments.dropFirst()))
    let path = options.order ?? options.root + "/Scripts/folder-order"
    let orders = try FolderOrder.read(path)
    var files = try readSources(root: options.root)
    var isGood = true
    for module in options.modules.isEmpty ? orders.map(\.module) : options.modules {
        guard files.contains(where: { $0.module == module }) else {
            throw Failure(message: "\(options.root)/Sources/\(module) has no Swift files")
        }
        let order = orders.first { $0.module == module }?.order
        let problems = assignFolders(&files, module: module, order: order, path: path)
        for problem in problems { print(problem) }
        // Without a folder for every file the arrows would have no meaning.
        guard problems.isEmpty else {
            isGood = false
            continue
        }
        let report = Report(module: module, files: files, order: order)
        if report.print(details: options.details, quiet: options.quiet) > 0 { isGood = false }
    }
    return isGood
}

do {
    exit(try run() ? 0 : 1)
} catch let failure as Failure {
    FileHandle.standardError.write(Data("check-arrows: \(failure.message)\n".utf8))
    exit(64)
}
