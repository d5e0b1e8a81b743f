// Lists the public symbols in symbol graphs that have no documentation comment, and fails if there are any.
// The formatter's rule finds declarations, but neither enum cases nor members of protocols.
//
//     swift Scripts/undocumented.swift Module.symbols.json …
import Foundation

struct SymbolGraph: Decodable {
    struct Symbol: Decodable {
        struct Identifier: Decodable { let precise: String }
        struct Comment: Decodable { let lines: [Line] }
        struct Line: Decodable { let text: String }
        struct Location: Decodable { let uri: String }
        let identifier: Identifier
        let pathComponents: [String]
        let accessLevel: String
        let docComment: Comment?
        /// The location in the sources; nil for a symbol that the compiler creates.
        let location: Location?
    }
    let symbols: [Symbol]
}

var undocumented: [String] = []
for path in CommandLine.arguments.dropFirst() {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let graph = try JSONDecoder().decode(SymbolGraph.self, from: data)
    undocumented += graph.symbols
        .filter { $0.accessLevel == "public" && $0.location != nil }
        .filter { ($0.docComment?.lines ?? []).allSatisfy { $0.text.isEmpty } }
        .map { $0.pathComponents.joined(separator: ".") }
    print("\(URL(fileURLWithPath: path).lastPathComponent): \(graph.symbols.count) symbols")
}
for symbol in undocumented.sorted() { print("no documentation: \(symbol)") }
exit(undocumented.isEmpty ? 0 : 1)
