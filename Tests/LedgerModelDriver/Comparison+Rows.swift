internal import Foundation
internal import JoskLedger
internal import LedgerModel

extension Comparison {
    func plain(_ business: Business, _ identities: Identities) -> Plain.Row {
        .business(
            id: identities.number(business.id), name: business.name.plain, currency: business.currency.code,
            zone: business.timeZone.identifier, terms: business.paymentTerms.days,
            createdAt: business.createdAt.microseconds)
    }

    func plain(_ customer: Customer, _ identities: Identities) -> Plain.Row {
        .customer(
            id: identities.number(customer.id), name: customer.name.plain,
            reference: customer.reference?.plain, terms: customer.paymentTerms?.days,
            isActive: customer.isActive)
    }

    func plain(_ entry: LedgerEntry, _ identities: inout Identities) -> Plain.Row {
        let customer = identities.number(entry.customerID)
        return .entry(
            customer: customer, sequence: entry.sequence, kind: entry.kind.plain(identities),
            amount: entry.amount.plain, balance: entry.balance.plain, limit: entry.creditLimit.plain,
            recordedAt: entry.recordedAt.microseconds,
            command: command(entry.commandID, at: [2, Int64(customer), entry.sequence], &identities))
    }

    func plain(_ order: Order, _ identities: inout Identities) -> Plain.Row {
        let id = identities.number(order.id)
        return .order(
            id: id, customer: identities.number(order.customerID), number: order.number,
            reference: order.reference?.plain, lines: order.lines.map { $0.plain(identities) },
            total: order.total.plain, placedAt: order.placedAt.microseconds,
            command: command(order.commandID, at: [3, Int64(id)], &identities))
    }

    func plain(_ refund: Refund, _ identities: inout Identities) -> Plain.Row {
        let order = identities.number(refund.id.orderID)
        let lines = refund.lines.map { line in
            Plain.RefundedLine(
                number: line.lineNumber, product: identities.number(line.productID), quantity: line.quantity,
                amount: line.amount.plain, isRestocked: line.isRestocked)
        }
        return .refund(
            order: order, number: refund.id.number, customer: identities.number(refund.customerID),
            lines: lines, total: refund.total.plain, refundedAt: refund.refundedAt.microseconds,
            command: command(refund.commandID, at: [4, Int64(order), refund.id.number], &identities))
    }

    func plain(_ item: StockItem, _ identities: Identities) -> Plain.Row {
        .product(
            id: identities.number(item.id), sku: item.product.sku.plain, name: item.product.name.plain,
            price: item.product.price.plain, isActive: item.product.isActive,
            addedAt: item.product.addedAt.microseconds, stock: item.stock, movements: item.movementCount,
            movedAt: item.movedAt.microseconds)
    }

    func plain(_ movement: StockMovement, _ identities: inout Identities) -> Plain.Row {
        let product = identities.number(movement.productID)
        return .movement(
            product: product, sequence: movement.sequence, kind: movement.kind.plain(identities),
            quantity: movement.quantity, stock: movement.stock, movedAt: movement.movedAt.microseconds,
            command: command(movement.commandID, at: [6, Int64(product), movement.sequence], &identities))
    }

    /// The number of the command that made a fact; for one that was not met before, the one that the model
    /// names at that place.
    private func command(
        _ id: JournalEntry.ID, at place: [Int64], _ identities: inout Identities
    ) -> Int {
        let expected: Int =
            switch self.expected[place] {
            case .entry(_, _, _, _, _, _, _, let command), .order(_, _, _, _, _, _, _, let command),
                .refund(_, _, _, _, _, _, let command), .movement(_, _, _, _, _, _, let command):
                command
            default: -1
            }
        return identities.commandNumber(id, expected: expected)
    }
}
