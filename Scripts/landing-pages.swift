// Prints the groups of the landing page of each module's documentation, and fails if a symbol is in none of them: DocC
// then adds a group of its own, with the kind of the symbol as its heading.
//
//     swift Scripts/landing-pages.swift <archive>.doccarchive ...

import Foundation

/// The headings of DocC's own groups.
let automaticHeadings: Set = [
    "Actors", "Articles", "Classes", "Collections", "Enumerations", "Extended Modules", "Functions", "Macros",
    "Operators", "Protocols", "Structures", "Type Aliases", "Variables", "Web Pages",
]

struct Page: Decodable {
    struct Group: Decodable {
        let title: String?
        let identifiers: [String]
    }

    let topicSections: [Group]?
}

var findings = 0
for argument in CommandLine.arguments.dropFirst() {
    let archive = URL(filePath: argument)
    let module = archive.deletingPathExtension().lastPathComponent
    let path = archive.appending(path: "data/documentation/\(module.lowercased()).json")
    let page = try JSONDecoder().decode(Page.self, from: Data(contentsOf: path))
    print("\(module):")
    for group in page.topicSections ?? [] {
        let title = group.title ?? ""
        print("    \(title) (\(group.identifiers.count))")
        guard automaticHeadings.contains(title) else { continue }
        findings += 1
        let names = group.identifiers.map { $0.split(separator: "/").last ?? "" }.joined(separator: ", ")
        print("    error: no group of the landing page has \(names)")
    }
}
exit(findings == 0 ? 0 : 1)
