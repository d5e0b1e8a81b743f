/// The cost of a command in the database.
///
/// It is counted from the records of its transaction in the write-ahead log, and from the checks in the server's log.
struct Cost {
    /// One kind of record that a transaction wrote for one table or index.
    struct Item: Hashable {
        /// The name of the record in the write-ahead log, such as `Heap/INSERT`.
        let record: String
        let relation: String
    }

    /// The count and the bytes of each kind of record.
    let written: [Item: (count: Int, bytes: Int)]
    /// The number of touched pages of tables and indexes; after a checkpoint, the first touch writes a page whole.
    let pages: Int
    /// The number of checks of a foreign key, by the name of the constraint; a null key counts too.
    let triggered: [String: Int]
    /// The number of lookups of a foreign key, by the referenced table.
    let lookedUp: [String: Int]

    /// The number of inserted rows, by table.
    var rows: [String: Int] { counts(of: ["Heap/INSERT", "Heap/INSERT+INIT"]) }
    /// The number of rows with a new version for which no index needs an entry, by table.
    var heapOnlyUpdates: [String: Int] { counts(of: ["Heap/HOT_UPDATE"]) }
    /// The number of rows with a new version for which every index needs an entry, by table.
    var otherUpdates: [String: Int] { counts(of: ["Heap/UPDATE", "Heap/UPDATE+INIT"]) }
    /// The number of written row locks, by table.
    var locks: [String: Int] { counts(of: ["Heap/LOCK"]) }
    /// The number of new index entries, by index; an entry without room splits its page.
    var indexEntries: [String: Int] {
        counts(of: ["Btree/INSERT_LEAF", "Btree/INSERT_POST", "Btree/SPLIT_L", "Btree/SPLIT_R"])
    }
    var bytes: Int { written.values.reduce(0) { $0 + $1.bytes } }
    /// The bytes without occasional records: for a page that is split, begun or tidied.
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
