internal import JoskLedger

/// Checks rows against the order that the contract requires of a scan by command.
struct CommandOrder: Sendable {
    private(set) var count = 0
    private(set) var rows: Set<StoredRow> = []
    private(set) var violations: [String] = []
    private var last: Place?

    /// The place of a row in the order: its command, its kind and its key.
    ///
    /// The texts are those of identifiers, and sort as the identifiers do.
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
            violations.append("expected no such row in a scan by command, found \(row)")
            return
        }
        if let last, !last.precedes(place) { violations.append("row out of order: \(row)") }
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
