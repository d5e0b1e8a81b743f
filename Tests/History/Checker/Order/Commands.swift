/// The attempts at one command: calls with the same key and an equal request.
struct Command: Sendable {
    let key: Name
    let request: Request
    /// The indexes of the calls.
    var attempts: [Int]
    /// The index of the journal entry that shows that the command was carried out; nil if there is none.
    var journal: Int?
}

/// All commands of a history and the journal entries, each by the other.
struct Commands: Sendable {
    var all: [Command] = []
    /// The commands with each key.
    private(set) var ofKey: [Name: [Int]] = [:]
    /// The keys in the order of their first calls.
    private(set) var keys: [Name] = []
    /// The journal entries with each key that a call uses.
    private(set) var journalOfKey: [Name: [Int]] = [:]
    /// The command of each journal entry; -1 if it was stored before the first call, or if no command explains it.
    private(set) var ofJournal: [Int32]
    /// The journal entry that each name identifies; -1 for other names.
    private let journalOfName: [Int32]

    init(_ history: History) {
        var journalOfName = Array(repeating: Int32(-1), count: history.names.count)
        for (index, row) in history.journal.enumerated() where journalOfName[Int(row.id.index)] < 0 {
            journalOfName[Int(row.id.index)] = Int32(index)
        }
        self.journalOfName = journalOfName
        ofJournal = Array(repeating: -1, count: history.journal.count)
        for (index, call) in history.calls.enumerated() {
            guard let key = call.key else { continue }
            add(call: index, request: call.request, key: key)
        }
        for (index, row) in history.journal.enumerated() {
            if let key = row.key, ofKey[key] != nil { journalOfKey[key, default: []].append(index) }
        }
    }

    private mutating func add(call: Int, request: Request, key: Name) {
        let same = ofKey[key] ?? []
        if let command = same.first(where: { all[$0].request == request }) {
            all[command].attempts.append(call)
            return
        }
        if same.isEmpty { keys.append(key) }
        ofKey[key, default: []].append(all.count)
        all.append(Command(key: key, request: request, attempts: [call]))
    }

    /// Records that a command wrote a journal entry.
    mutating func assign(journal: Int, to command: Int) {
        all[command].journal = journal
        ofJournal[journal] = Int32(command)
    }

    /// Returns the journal entry with an identifier; -1 if there is none.
    func journal(of id: Name) -> Int32 { journalOfName[Int(id.index)] }
}

/// The rows that each journal entry wrote, by the index of the journal entry.
struct RowGroups: Sendable {
    let orders: Groups
    let refunds: Groups
    let entries: Groups
    let movements: Groups

    init(_ history: History, _ commands: Commands) {
        func groups(_ count: Int, _ command: (Int) -> Name) -> Groups {
            Groups(groupCount: history.journal.count, itemCount: count) { commands.journal(of: command($0)) }
        }
        orders = groups(history.orders.count) { history.orders[$0].command }
        refunds = groups(history.refunds.count) { history.refunds[$0].command }
        entries = groups(history.entries.count) { history.entries[$0].command }
        movements = groups(history.movements.count) { history.movements[$0].command }
    }
}
