internal import JoskLedger
internal import JoskLibPQ

/// The columns with the details of a ledger entry's kind.
struct LedgerEntryKindColumns {
    var orderID: Order.ID?
    var refundNumber: Int64?
    var content: ContentHash?
    var dueDate: CalendarDate?
    var effectiveDate: CalendarDate?
    var reference: PaymentReference?
    var reversedSequence: Int64?
    var adjustment: String?
    var reason: Reason?

    init(from row: inout Rows.RowDecoder) throws(PostgresError) {
        orderID = try row.nextIfAny()
        refundNumber = try row.nextIfAny()
        content = try row.nextIfAny()
        dueDate = try row.nextIfAny()
        effectiveDate = try row.nextIfAny()
        reference = try row.nextIfAny()
        reversedSequence = try row.nextIfAny()
        adjustment = try row.nextIfAny()
        reason = try row.nextIfAny()
    }

    func kind(named name: String) throws(PostgresError) -> LedgerEntry.Kind {
        let kind: LedgerEntry.Kind? =
            switch name {
            case "opened": .opened
            case "limit": .limitChanged
            case "charge": charge
            case "payment": effectiveDate.map { .payment(reference, effective: $0) }
            case "refund": refund
            case "reversal": reversal
            case "payout": effectiveDate.map { .payout(reference, effective: $0) }
            case "adjustment": adjustmentKind
            default: nil
            }
        guard let kind else {
            throw .malformed("a ledger entry has the unknown kind \(name), or lacks details of that kind")
        }
        return kind
    }

    private var charge: LedgerEntry.Kind? {
        guard let orderID, let content, let dueDate else { return nil }
        return .charge(orderID, contentHash: content, due: dueDate)
    }

    private var refund: LedgerEntry.Kind? {
        guard let orderID, let refundNumber, let content else { return nil }
        return .refund(Refund.ID(orderID: orderID, number: refundNumber), contentHash: content)
    }

    private var reversal: LedgerEntry.Kind? {
        guard let reversedSequence, let reason else { return nil }
        return .reversal(ofPayment: reversedSequence, reason)
    }

    private var adjustmentKind: LedgerEntry.Kind? {
        guard let reason, let effectiveDate else { return nil }
        let kind: LedgerEntry.Adjustment? =
            switch adjustment {
            case "opening-balance": dueDate.map { .openingBalance(due: $0) }
            case "write-off": .writeOff
            case "goodwill": .goodwill
            case "correction": .correction
            default: nil
            }
        return kind.map { .adjustment($0, reason, effective: effectiveDate) }
    }
}

extension LedgerEntryKindColumns {
    /// Returns the name and the columns of an entry's kind.
    static func of(_ kind: LedgerEntry.Kind) -> (name: String, columns: LedgerEntryKindColumns) {
        var columns = LedgerEntryKindColumns()
        switch kind {
        case .opened: return ("opened", columns)
        case .limitChanged: return ("limit", columns)
        case .charge(let order, let content, let due):
            (columns.orderID, columns.content, columns.dueDate) = (order, content, due)
            return ("charge", columns)
        case .payment(let reference, let effective):
            (columns.reference, columns.effectiveDate) = (reference, effective)
            return ("payment", columns)
        case .refund(let refund, let content):
            (columns.orderID, columns.refundNumber, columns.content) = (
                refund.orderID, refund.number, content
            )
            return ("refund", columns)
        case .reversal(let payment, let reason):
            (columns.reversedSequence, columns.reason) = (payment, reason)
            return ("reversal", columns)
        case .payout(let reference, let effective):
            (columns.reference, columns.effectiveDate) = (reference, effective)
            return ("payout", columns)
        case .adjustment(let adjustment, let reason, let effective):
            (columns.adjustment, columns.dueDate) = Self.of(adjustment)
            (columns.reason, columns.effectiveDate) = (reason, effective)
            return ("adjustment", columns)
        }
    }

    private init() {}

    private static func of(_ adjustment: LedgerEntry.Adjustment) -> (name: String, due: CalendarDate?) {
        switch adjustment {
        case .openingBalance(let due): ("opening-balance", due)
        case .writeOff: ("write-off", nil)
        case .goodwill: ("goodwill", nil)
        case .correction: ("correction", nil)
        }
    }
}
