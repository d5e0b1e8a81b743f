internal import JoskLedger
internal import LedgerModel

/// A comparison of all rows of a business in the store with its rows in the model.
struct Comparison {
    let expected: [Plain.Place: Plain.Row]
    private(set) var found: [Plain.Place: Plain.Row] = [:]
    private var rowCount = 0
    /// The numbers of accepted commands, by the keys that their callers gave.
    private let numbersByKey: [Plain.Text: Int]

    init(of model: NaiveBusiness?) {
        expected = model?.rows ?? [:]
        var numbers: [Plain.Text: Int] = [:]
        for case .journal(let entry) in expected.values {
            if let key = entry.key { numbers[key] = entry.number }
        }
        numbersByKey = numbers
    }

    /// Adds a store's rows.
    ///
    /// The journal is added last: only the facts identify the command of a key that the engine made.
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
        // A command without a key and without facts (a renaming) is identified only by its place in time.
        for entry in journal.sorted(by: { $0.recordedAt < $1.recordedAt }) { add(entry, &identities) }
    }

    /// The number of rows in excess of one row per place.
    var doubled: Int { rowCount - found.count }

    /// Returns the first row, by place, that differs between the model and the store.
    func difference() -> (expected: Plain.Row?, found: Plain.Row?)? {
        let places = Set(expected.keys).union(found.keys).sorted()
        for place in places where expected[place] != found[place] { return (expected[place], found[place]) }
        return nil
    }

    private mutating func add(_ row: StoredRow, _ identities: inout Identities) {
        let plain: Plain.Row
        switch row {
        case .business(let business): plain = .business(business.plain(identities))
        case .customer(let customer): plain = .customer(customer.plain(identities))
        case .ledgerEntry(let entry): plain = .entry(self.plain(entry, &identities))
        case .order(let order): plain = .order(self.plain(order, &identities))
        case .refund(let refund): plain = .refund(self.plain(refund, &identities))
        case .productStock(let item): plain = .product(item.plain(identities))
        case .stockMovement(let movement): plain = .movement(self.plain(movement, &identities))
        case .journalEntry: return
        }
        found[plain.place] = plain
    }

    private mutating func add(_ entry: JournalEntry, _ identities: inout Identities) {
        let number = identities.commandNumber(entry.id, expected: numberOfUnmatched(like: entry) ?? -1)
        let isEnginesOwn =
            entry.key.string.hasPrefix("josk:") && entry.kind != Plain.Kind.createBusiness.rawValue
        let row = Plain.Row.journal(
            Plain.Row.JournalEntry(
                number: number, key: isEnginesOwn ? nil : entry.key.plain,
                kind: Plain.Kind(rawValue: entry.kind) ?? .createBusiness, facts: entry.factCount,
                notes: entry.metadata.plain, recordedAt: entry.recordedAt.microseconds))
        found[row.place] = row
    }

    /// Returns the number of the first command without a key that was not found yet and looks like this entry.
    private func numberOfUnmatched(like entry: JournalEntry) -> Int? {
        let places = expected.keys.filter { $0.table == .journal && found[$0] == nil }.sorted()
        for place in places {
            guard case .journal(let candidate) = expected[place], candidate.key == nil,
                candidate.kind.rawValue == entry.kind, candidate.notes == entry.metadata.plain,
                candidate.recordedAt == entry.recordedAt.microseconds
            else { continue }
            return candidate.number
        }
        return nil
    }
}
