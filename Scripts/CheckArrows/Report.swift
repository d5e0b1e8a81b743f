struct Arrow {
    let from: String
    let to: String
    let uses: [Use]
    var files: Int { Set(uses.map(\.file)).count }
}

struct Report {
    let module: String
    let files: [SourceFile]
    let order: FolderOrder?
    let arrows: [Arrow]

    init(module: String, files: [SourceFile], order: FolderOrder?) {
        self.module = module
        self.files = files
        self.order = order
        let grouped = Dictionary(grouping: Resolver(files: files, module: module).uses()) {
            [$0.from, $0.to]
        }
        let row = { (folder: String) in order?.places[folder]?.row ?? 0 }
        arrows = grouped.map { Arrow(from: $0[0], to: $0[1], uses: $1) }.sorted {
            (row($0.from), $0.from, row($0.to), $0.to) < (row($1.from), $1.from, row($1.to), $1.to)
        }
    }

    /// Prints the arrows, and returns the number of those that point back.
    func print(details: Bool, quiet: Bool) -> Int {
        var back: [Arrow] = []
        if !quiet { Swift.print(module) }
        for arrow in arrows {
            let isBack = order?.objection(from: arrow.from, to: arrow.to) != nil
            if isBack { back.append(arrow) }
            if quiet { continue }
            Swift.print(
                "    \(arrow.from) → \(arrow.to): \(summary(of: arrow))\(isBack ? "  ← points back" : "")")
            if details { printDetails(of: arrow) }
        }
        for arrow in back { printObjections(to: arrow) }
        let total = "\(quiet ? "\(module): " : "    ")\(counted(arrows.count, "arrow"))"
        if order == nil {
            for cycle in cycles() { Swift.print("    cycle: \(cycle.joined(separator: ", "))") }
            Swift.print("\(total), no order declared")
        } else {
            Swift.print("\(total), \(back.count) back")
        }
        return back.count
    }

    private func summary(of arrow: Arrow) -> String {
        let nouns = Dictionary(grouping: arrow.uses) { use in
            use.isType ? "type" : use.declaration.owner == nil ? "global" : "member"
        }
        let parts = ["type", "member", "global"].compactMap { noun in
            nouns[noun].map { counted(Set($0.map(\.name)).count, noun) }
        }
        let verb = arrow.files == 1 ? "uses" : "use"
        return "\(counted(arrow.files, "file")) \(verb) \(parts.joined(separator: ", "))"
    }

    private func counted(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }

    private func printDetails(of arrow: Arrow) {
        for (file, uses) in Dictionary(grouping: arrow.uses, by: \.file).sorted(by: { $0.key < $1.key }) {
            let names = Set(uses.map(\.name)).sorted().joined(separator: ", ")
            Swift.print("        \(files[file].relativePath): \(names)")
        }
    }

    /// Prints one line for each file and name, with the line of the first use.
    private func printObjections(to arrow: Arrow) {
        let reason = order?.objection(from: arrow.from, to: arrow.to) ?? ""
        var seen: Set<String> = []
        for use in arrow.uses where seen.insert("\(use.file) \(use.name)").inserted {
            let declared = files[use.declaration.file].relativePath
            Swift.print(
                "\(files[use.file].path):\(use.line): error: \(use.from) uses \(use.name), which is declared "
                    + "\(reason) in \(use.to) (\(declared):\(use.declaration.line))")
        }
    }

    /// Returns the sets of folders that all reach one another.
    private func cycles() -> [[String]] {
        var reached: [String: Set<String>] = [:]
        for arrow in arrows { reached[arrow.from, default: []].insert(arrow.to) }
        let folders = Set(arrows.flatMap { [$0.from, $0.to] }).sorted()
        for middle in folders {
            let beyond = reached[middle] ?? []
            for from in folders where reached[from]?.contains(middle) == true {
                reached[from]?.formUnion(beyond)
            }
        }
        var cycles: Set<[String]> = []
        for folder in folders where reached[folder]?.contains(folder) == true {
            cycles.insert(
                folders.filter {
                    reached[folder]?.contains($0) == true && reached[$0]?.contains(folder) == true
                })
        }
        return cycles.sorted { $0[0] < $1[0] }
    }
}
