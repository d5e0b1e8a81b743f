internal import JoskLedger
internal import LedgerModel

// An audit checks the content hashes of charges and refunds against the content; the model has no hashes.
extension LedgerEntry.Kind {
    func plain(_ identities: Identities) -> Plain.EntryKind {
        switch self {
        case .opened: .opened
        case .charge(let order, contentHash: _, let due):
            .charge(order: identities.number(order), due: due.daysSince1970)
        case .payment(let reference, effective: let day):
            .payment(reference?.plain, effective: day.daysSince1970)
        case .refund(let refund, contentHash: _):
            .refund(order: identities.number(refund.orderID), number: refund.number)
        case .reversal(ofPayment: let payment, let reason): .reversal(of: payment, reason.plain)
        case .payout(let reference, effective: let day):
            .payout(reference?.plain, effective: day.daysSince1970)
        case .adjustment(let adjustment, let reason, effective: let day):
            .adjustment(adjustment.plain, reason.plain, effective: day.daysSince1970)
        case .limitChanged: .limitChanged
        }
    }
}

extension LedgerEntry.Adjustment {
    var plain: Plain.Adjustment {
        switch self {
        case .openingBalance(let due): .openingBalance(due: due.daysSince1970)
        case .writeOff: .writeOff
        case .goodwill: .goodwill
        case .correction: .correction
        }
    }
}

extension StockMovement.Kind {
    func plain(_ identities: Identities) -> Plain.MovementKind {
        switch self {
        case .receipt(let reference): .receipt(reference?.plain)
        case .sale(let order): .sale(order: identities.number(order))
        case .return(let refund): .return(order: identities.number(refund.orderID), refund: refund.number)
        case .adjustment(let reason): .adjustment(reason.plain)
        }
    }
}
