internal import JoskLedger

/// Holds rows against the order in which they are to come by command.
struct CommandOrder: Sendable {
    private(set) var count = 0
    private(set) var rows: Set<StoredRow> = []
    private(set) var violations: [String] = []
    private var last: Place?

    /// Where a row belongs: the command, what kind of row it is, and what it is known by. The texts are those
    /// of identifiers, whose order is that of the identifiers.
    private struct Place: Sendable {
        let command: JournalEntry.ID
        let kind: Int
        let owner: String
        let number: Int64

        func precedes(_ other: Place) -> Bool {
            (command, kind, owner, number) < (other.command, other.kind, other.owner, other.number)
        }
    }

    mutating func examine(_ row: StoredRow) {
        count += 1
        rows.insert(row)
        guard let place = Self.place(of: row) else {
            violations.append("not a row by command: \(row)")
            return
        }
        if let last, !last.precedes(place) { violations.append("out of order: \(row)") }
        last = place
    }

    private static func place(of row: StoredRow) -> Place? {
        switch row {
        case .journalEntry(let entry): Place(command: entry.id, kind: 0, owner: "", number: 0)
        case .order(let order): Place(command: order.commandID, kind: 1, owner: "\(order.id)", number: 0)
        case .refund(let refund):
            Place(
                command: refund.commandID, kind: 2, owner: "\(refund.id.orderID)", number: refund.id.number)
        case .ledgerEntry(let entry):
            Place(command: entry.commandID, kind: 3, owner: "\(entry.customerID)", number: entry.sequence)
        case .stockMovement(let movement):
            Place(
                command: movement.commandID, kind: 4, owner: "\(movement.productID)",
                number: movement.sequence)
        case .business, .customer, .productStock: nil
        }
    }
}
