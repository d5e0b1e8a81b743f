public import JoskLedger

extension InMemoryTables {
    /// Visits every row in an order; see ``/JoskLedger/BusinessReader/forEachRow(by:_:)``.
    public func forEachRow(by order: RowOrder, _ visit: (StoredRow) -> Void) {
        switch order {
        case .owner: forEachRow(visit)
        case .command: CommandOrder(of: self).forEachRow(visit)
        }
    }
}

/// The commands and facts (orders, refunds, ledger entries, stock movements) of a business, ordered by the identifiers
/// of the commands.
///
/// It sorts places of 12 bytes each. Refunds, ledger entries and stock movements, which are much larger, stay where
/// they are.
private struct CommandOrder {
    /// The place of a fact, ordered by the fact's command, then as the contract requires.
    private struct Place: Comparable {
        /// The kinds of facts, in the order of the contract.
        enum Kind: UInt8 { case order, refund, entry, movement }

        /// The index of the fact's command among all commands in the upper bits, and the kind in the lower two bits.
        let commandAndKind: UInt32
        /// The index of the fact's order, customer or product among all of its type.
        let owner: UInt32
        /// The position of the fact, counted from 0, in the list that has it: the refunds of an order, the entries of a
        /// customer, or the movements of a product; 0 for an order.
        let index: UInt32

        init(_ kind: Kind, of command: Int, owner: Int, index: Int) {
            commandAndKind = UInt32(command) << 2 | UInt32(kind.rawValue)
            self.owner = UInt32(owner)
            self.index = UInt32(index)
        }

        static func < (one: Place, other: Place) -> Bool {
            (one.commandAndKind, one.owner, one.index) < (other.commandAndKind, other.owner, other.index)
        }

        var command: Int { Int(commandAndKind >> 2) }
        var kind: Kind? { Kind(rawValue: UInt8(commandAndKind & 3)) }
    }

    private let journal: [JournalEntry]
    private let records: [OrderDetails]
    private let accounts: [InMemoryTables.AccountRows]
    private let items: [InMemoryTables.ItemRows]
    /// Every command that the journal or a fact names, in ascending order.
    private let commands: [JournalEntry.ID]
    private let places: [Place]

    init(of tables: InMemoryTables) {
        journal = tables.journal.values.sorted { $0.id < $1.id }
        records = tables.orders.values.sorted { $0.id < $1.id }
        accounts = tables.accounts.values.sorted { $0.customer.id < $1.customer.id }
        items = tables.items.values.sorted { $0.item.id < $1.item.id }
        var ids = Set(journal.map(\.id))
        for record in records {
            ids.insert(record.order.commandID)
            for refund in record.refunds { ids.insert(refund.commandID) }
        }
        for account in accounts { for entry in account.entries { ids.insert(entry.commandID) } }
        for item in items { for movement in item.movements { ids.insert(movement.commandID) } }
        commands = ids.sorted()
        let ranks = Dictionary(uniqueKeysWithValues: zip(commands, commands.indices))
        func rank(_ command: JournalEntry.ID) -> Int { ranks[command, default: 0] }

        var places: [Place] = []
        for (owner, record) in records.enumerated() {
            places.append(Place(.order, of: rank(record.order.commandID), owner: owner, index: 0))
            for (index, refund) in record.refunds.enumerated() {
                places.append(Place(.refund, of: rank(refund.commandID), owner: owner, index: index))
            }
        }
        for (owner, account) in accounts.enumerated() {
            for (index, entry) in account.entries.enumerated() {
                places.append(Place(.entry, of: rank(entry.commandID), owner: owner, index: index))
            }
        }
        for (owner, item) in items.enumerated() {
            for (index, movement) in item.movements.enumerated() {
                places.append(Place(.movement, of: rank(movement.commandID), owner: owner, index: index))
            }
        }
        places.sort()
        self.places = places
    }

    func forEachRow(_ visit: (StoredRow) -> Void) {
        var places = places[...]
        var journal = journal[...]
        for (command, id) in commands.enumerated() {
            while let entry = journal.first, entry.id == id {
                visit(.journalEntry(entry))
                journal.removeFirst()
            }
            while let place = places.first, place.command == command {
                if let row = row(at: place) { visit(row) }
                places.removeFirst()
            }
        }
    }

    private func row(at place: Place) -> StoredRow? {
        let (owner, index) = (Int(place.owner), Int(place.index))
        return switch place.kind {
        case .order: .order(records[owner].order)
        case .refund: .refund(records[owner].refunds[index])
        case .entry: .ledgerEntry(accounts[owner].entries[index])
        case .movement: .stockMovement(items[owner].movements[index])
        case nil: nil
        }
    }
}
