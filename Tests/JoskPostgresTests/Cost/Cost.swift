/// What a command cost in the database, by what its transaction wrote into the write-ahead log, and by the checks that the
/// server's log tells of.
struct Cost {
    /// One kind of thing that a transaction wrote into one table or index.
    struct Item: Hashable {
        /// As the write-ahead log names it: `Heap/INSERT`.
        let record: String
        let relation: String
    }

    /// How often, and with how many bytes.
    let written: [Item: (count: Int, bytes: Int)]
    /// How many pages of tables and indexes it touched: after a checkpoint the first touch writes a page whole.
    let pages: Int
    /// How often a foreign key was looked at, by the name of the constraint; also where it is null.
    let triggered: [String: Int]
    /// How often a foreign key was looked up, by the table that it points to.
    let lookedUp: [String: Int]

    /// How many rows came in, by table.
    var rows: [String: Int] { counts(of: ["Heap/INSERT", "Heap/INSERT+INIT"]) }
    /// How many rows got a new version for which no index needs an entry, by table.
    var heapOnlyUpdates: [String: Int] { counts(of: ["Heap/HOT_UPDATE"]) }
    /// How many rows got a new version for which every index needs an entry, by table.
    var otherUpdates: [String: Int] { counts(of: ["Heap/UPDATE", "Heap/UPDATE+INIT"]) }
    /// How many row locks were written, by table.
    var locks: [String: Int] { counts(of: ["Heap/LOCK"]) }
    /// How many entries came into indexes, by index. An entry for which there is no room splits its page.
    var indexEntries: [String: Int] {
        counts(of: ["Btree/INSERT_LEAF", "Btree/INSERT_POST", "Btree/SPLIT_L", "Btree/SPLIT_R"])
    }
    var bytes: Int { written.values.reduce(0) { $0 + $1.bytes } }
    /// The bytes without what comes up now and then: a page that is split, begun or tidied.
    var steadyBytes: Int {
        let steady: Set = [
            "Heap/INSERT", "Heap/INSERT+INIT", "Heap/HOT_UPDATE", "Heap/LOCK", "Btree/INSERT_LEAF",
            "Transaction/COMMIT",
        ]
        return written.reduce(0) { $0 + (steady.contains($1.key.record) ? $1.value.bytes : 0) }
    }

    private func counts(of records: Set<String>) -> [String: Int] {
        written.reduce(into: [:]) { counts, item in
            if records.contains(item.key.record) {
                counts[item.key.relation, default: 0] += item.value.count
            }
        }
    }
}

extension [String: Int] {
    var sum: Int { values.reduce(0, +) }
}
