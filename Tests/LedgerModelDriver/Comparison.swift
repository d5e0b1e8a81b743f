internal import JoskLedger
internal import LedgerModel

/// Holds all that a business has in the store against what it has in the model.
struct Comparison {
    let expected: [[Int64]: Plain.Row]
    private(set) var found: [[Int64]: Plain.Row] = [:]
    private var rowCount = 0
    /// Numbers of accepted commands by the keys that their callers gave.
    private let numbersByKey: [Plain.Text: Int]

    init(of model: NaiveBusiness?) {
        expected = model?.rows ?? [:]
        var numbers: [Plain.Text: Int] = [:]
        for case .command(let number, let key?, _, _, _, _) in expected.values { numbers[key] = number }
        numbersByKey = numbers
    }

    /// Takes over a store's rows. The journal comes last: only facts tell which command the engine's own key
    /// belongs to.
    mutating func take(_ rows: [StoredRow], _ identities: inout Identities) {
        var journal: [JournalEntry] = []
        for row in rows {
            if case .journalEntry(let entry) = row {
                journal.append(entry)
                if let number = numbersByKey[entry.key.plain] {
                    _ = identities.commandNumber(entry.id, expected: number)
                }
            }
        }
        rowCount = rows.count
        for row in rows { add(row, &identities) }
        // A command without a key and without facts (a renaming) is known by nothing but its place in time.
        for entry in journal.sorted(by: { $0.recordedAt < $1.recordedAt }) { add(entry, &identities) }
    }

    /// How many rows stand in a place where another one stands.
    var doubled: Int { rowCount - found.count }

    /// The first row that is not as it should be, by place.
    func difference() -> (expected: Plain.Row?, found: Plain.Row?)? {
        let places = Set(expected.keys).union(found.keys).sorted { $0.lexicographicallyPrecedes($1) }
        for place in places where expected[place] != found[place] { return (expected[place], found[place]) }
        return nil
    }

    private mutating func add(_ row: StoredRow, _ identities: inout Identities) {
        let plain: Plain.Row
        switch row {
        case .business(let business): plain = self.plain(business, identities)
        case .customer(let customer): plain = self.plain(customer, identities)
        case .ledgerEntry(let entry): plain = self.plain(entry, &identities)
        case .order(let order): plain = self.plain(order, &identities)
        case .refund(let refund): plain = self.plain(refund, &identities)
        case .stockItem(let item): plain = self.plain(item, identities)
        case .stockMovement(let movement): plain = self.plain(movement, &identities)
        case .journalEntry: return
        }
        found[plain.place] = plain
    }

    private mutating func add(_ entry: JournalEntry, _ identities: inout Identities) {
        let matching = expected.keys.filter { $0.first == 7 && found[$0] == nil }.sorted { $0[1] < $1[1] }
            .first { place in
                guard case .command(_, nil, let kind, _, let notes, let at) = expected[place] else {
                    return false
                }
                return kind.rawValue == entry.kind && at == entry.recordedAt.microseconds
                    && notes == entry.metadata.plain
            }
        let number = identities.commandNumber(entry.id, expected: matching.map { Int($0[1]) } ?? -1)
        let isEnginesOwn =
            entry.key.string.hasPrefix("josk:") && entry.kind != Plain.Kind.createBusiness.rawValue
        let row = Plain.Row.command(
            number, key: isEnginesOwn ? nil : entry.key.plain,
            kind: Plain.Kind(rawValue: entry.kind) ?? .createBusiness, facts: entry.factCount,
            notes: entry.metadata.plain, recordedAt: entry.recordedAt.microseconds)
        found[row.place] = row
    }
}
