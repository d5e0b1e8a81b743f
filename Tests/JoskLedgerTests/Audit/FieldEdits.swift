@testable import JoskLedger

/// One or more edits of each field of the rows of a business.
///
/// Each edit lists rules that it breaks in any row. The other rules that it breaks depend on the row.
enum FieldEdits {
    static let unknown: UInt64 = 0xFF00

    /// Returns the identifier of another customer, product or command.
    static func other<Row: Identifiable>(_ rows: [Row], than id: Row.ID) -> Row.ID? {
        let index = rows.firstIndex { $0.id == id } ?? 0
        return rows.isEmpty ? nil : rows[(index + 1) % rows.count].id
    }

    /// Every edit that an audit finds, of rows of all kinds.
    static var all: [FieldEdit] {
        entries + orders + refunds + movements + products + customers + journal + business
    }

    static var entries: [FieldEdit] {
        func edit(
            _ field: String, _ rules: AuditViolation.Rule...,
            edit: @escaping (inout EditableEntry, Facts) -> Void
        ) -> FieldEdit {
            FieldEdit(field, \.entries, breaks: Set(rules)) { row, facts in row.altered { edit(&$0, facts) } }
        }
        return [
            edit("LedgerEntry.customerID, unknown", .rowHasOwner) { row, _ in
                row.customerID = .numbered(unknown)
            },
            edit("LedgerEntry.customerID, another", .hashCoversContent) { row, facts in
                row.customerID = other(facts.customers, than: row.customerID) ?? row.customerID
            },
            edit("LedgerEntry.sequence + 1", .hashCoversContent) { row, _ in row.sequence += 1 },
            edit("LedgerEntry.sequence + 100", .hashCoversContent) { row, _ in row.sequence += 100 },
            edit("LedgerEntry.kind, opened", .hashCoversContent) { row, _ in row.kind = .opened },
            edit("LedgerEntry.kind, limitChanged", .hashCoversContent) { row, _ in row.kind = .limitChanged },
            edit("LedgerEntry.kind, goodwill", .hashCoversContent) { row, _ in
                row.kind = .adjustment(.goodwill, "x", effective: .init(clampingDaysSince1970: 1))
            },
            edit("LedgerEntry.kind, its values", .hashCoversContent) { row, _ in
                let day = CalendarDate(clampingDaysSince1970: 1)
                switch row.kind {
                case .charge(let order, let content, _):
                    row.kind = .charge(order, contentHash: content, due: day)
                case .refund(let refund, _): row.kind = .refund(refund, contentHash: .zero)
                case .payment(let reference, _): row.kind = .payment(reference, effective: day)
                case .payout(_, let effective): row.kind = .payout("x", effective: effective)
                case .reversal(let payment, _): row.kind = .reversal(ofPayment: payment + 1, "x")
                case .adjustment(let kind, _, let effective):
                    row.kind = .adjustment(kind, "other", effective: effective)
                case .opened, .limitChanged: break
                }
            },
            edit("LedgerEntry.kind, the charged order", .hashCoversContent) { row, _ in
                guard case .charge(_, let content, let due) = row.kind else { return }
                row.kind = .charge(.numbered(unknown), contentHash: content, due: due)
            },
            edit("LedgerEntry.amount", .hashCoversContent, .balanceIsSum) { row, _ in
                row.amount = row.amount.more(1)
            },
            edit("LedgerEntry.amount's currency", .hashCoversContent, .amountFitsKind) { row, _ in
                row.amount = row.amount.inDollars
            },
            edit("LedgerEntry.balance", .hashCoversContent, .balanceIsSum) { row, _ in
                row.balance = row.balance.more(-1)
            },
            edit("LedgerEntry.balance's currency", .hashCoversContent, .amountFitsKind) { row, _ in
                row.balance = row.balance.inDollars
            },
            edit("LedgerEntry.creditLimit", .hashCoversContent) { row, _ in
                row.creditLimit = row.creditLimit.more(1)
            },
            edit("LedgerEntry.creditLimit's currency", .hashCoversContent, .amountFitsKind) { row, _ in
                row.creditLimit = row.creditLimit.inDollars
            },
            edit("LedgerEntry.recordedAt, later", .hashCoversContent) { row, _ in
                row.recordedAt = row.recordedAt.later(3_600)
            },
            edit("LedgerEntry.recordedAt, earlier", .hashCoversContent) { row, _ in
                row.recordedAt = row.recordedAt.later(-3_600)
            },
            edit("LedgerEntry.commandID, unknown", .hashCoversContent) { row, _ in
                row.commandID = .numbered(unknown)
            },
            edit("LedgerEntry.commandID, another", .hashCoversContent) { row, facts in
                row.commandID = other(facts.journal, than: row.commandID) ?? row.commandID
            },
            edit("LedgerEntry.previousHash", .hashCoversContent, .hashFollowsPredecessor) { row, _ in
                row.previousHash = ContentHash(hashing: [1])
            },
            edit("LedgerEntry.hash", .hashCoversContent) { row, _ in row.hash = ContentHash(hashing: [1]) },
        ]
    }
}
