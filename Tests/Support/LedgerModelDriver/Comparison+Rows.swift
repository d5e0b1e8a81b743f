internal import Foundation
internal import JoskLedger
internal import LedgerModel

// Rows of the engine in the model's vocabulary. The number of a row's command is found from the model's rows.

extension Business {
    func plain(_ identities: Identities) -> Plain.Row.Business {
        Plain.Row.Business(
            id: identities.number(id), name: name.plain, currency: currency.code, zone: timeZone.identifier,
            terms: paymentTerms.days, createdAt: createdAt.microseconds)
    }
}

extension Customer {
    func plain(_ identities: Identities) -> Plain.Row.Customer {
        Plain.Row.Customer(
            id: identities.number(id), name: name.plain, reference: reference?.plain,
            terms: paymentTerms?.days, isActive: isActive)
    }
}

extension ProductStock {
    func plain(_ identities: Identities) -> Plain.Row.Product {
        Plain.Row.Product(
            id: identities.number(id), sku: product.sku.plain, name: product.name.plain,
            price: product.price.plain, isActive: product.isActive, addedAt: product.addedAt.microseconds,
            stock: stock, movements: movementCount, movedAt: movedAt.microseconds)
    }
}

extension Comparison {
    func plain(_ entry: LedgerEntry, _ identities: inout Identities) -> Plain.Row.Entry {
        let customer = identities.number(entry.customerID)
        return Plain.Row.Entry(
            customer: customer, sequence: entry.sequence, kind: entry.kind.plain(identities),
            amount: entry.amount.plain, balance: entry.balance.plain, limit: entry.creditLimit.plain,
            recordedAt: entry.recordedAt.microseconds,
            command: command(entry.commandID, at: .entry(entry.sequence, of: customer), &identities))
    }

    func plain(_ order: Order, _ identities: inout Identities) -> Plain.Row.Order {
        let id = identities.number(order.id)
        return Plain.Row.Order(
            id: id, customer: identities.number(order.customerID), number: order.number,
            reference: order.reference?.plain, lines: order.lines.map { $0.plain(identities) },
            total: order.total.plain, placedAt: order.placedAt.microseconds,
            command: command(order.commandID, at: .order(id), &identities))
    }

    func plain(_ refund: Refund, _ identities: inout Identities) -> Plain.Row.Refund {
        let order = identities.number(refund.id.orderID)
        let lines = refund.lines.map { line in
            Plain.RefundedLine(
                number: line.lineNumber, product: identities.number(line.productID), quantity: line.quantity,
                amount: line.amount.plain, isRestocked: line.isRestocked)
        }
        return Plain.Row.Refund(
            order: order, number: refund.id.number, customer: identities.number(refund.customerID),
            lines: lines, total: refund.total.plain, refundedAt: refund.refundedAt.microseconds,
            command: command(refund.commandID, at: .refund(refund.id.number, of: order), &identities))
    }

    func plain(_ movement: StockMovement, _ identities: inout Identities) -> Plain.Row.Movement {
        let product = identities.number(movement.productID)
        return Plain.Row.Movement(
            product: product, sequence: movement.sequence, kind: movement.kind.plain(identities),
            quantity: movement.quantity, stock: movement.stock, movedAt: movement.movedAt.microseconds,
            command: command(movement.commandID, at: .movement(movement.sequence, of: product), &identities))
    }

    /// Returns the number of the command that made a fact.
    ///
    /// An identifier that was not seen before gets the number that the model has at the fact's place.
    private func command(
        _ id: JournalEntry.ID, at place: Plain.Place, _ identities: inout Identities
    ) -> Int {
        identities.commandNumber(id, expected: expected[place]?.command ?? -1)
    }
}
