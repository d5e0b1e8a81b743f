import Foundation

@testable import JoskLedger

// Copies of rows with any field changed, as by direct access to the table.

extension Timestamp {
    func later(_ seconds: Int64) -> Timestamp { Timestamp(microseconds: microseconds + seconds * 1_000_000) }
}

extension Money {
    func more(_ minorUnits: Int64) -> Money { Money(minorUnits: self.minorUnits + minorUnits, currency) }
    var inDollars: Money { .usd(minorUnits: minorUnits) }
}

extension Order {
    func with(
        id: ID? = nil, customerID: Customer.ID? = nil, number: Int64? = nil,
        reference: OrderReference?? = nil,
        lines: [OrderLine]? = nil, total: Money? = nil, placedAt: Timestamp? = nil,
        commandID: JournalEntry.ID? = nil
    ) -> Order {
        Order(
            id: id ?? self.id, customerID: customerID ?? self.customerID, number: number ?? self.number,
            reference: reference ?? self.reference, lines: lines ?? self.lines, total: total ?? self.total,
            placedAt: placedAt ?? self.placedAt, commandID: commandID ?? self.commandID)
    }

    func withFirstLine(_ edit: (OrderLine) -> OrderLine) -> Order {
        with(lines: [edit(lines[0])] + lines.dropFirst())
    }
}

extension Refund {
    func with(
        id: ID? = nil, customerID: Customer.ID? = nil, lines: [RefundLine]? = nil, total: Money? = nil,
        refundedAt: Timestamp? = nil, commandID: JournalEntry.ID? = nil
    ) -> Refund {
        Refund(
            id: id ?? self.id, customerID: customerID ?? self.customerID, lines: lines ?? self.lines,
            total: total ?? self.total, refundedAt: refundedAt ?? self.refundedAt,
            commandID: commandID ?? self.commandID)
    }

    func withFirstLine(_ edit: (RefundLine) -> RefundLine) -> Refund {
        with(lines: [edit(lines[0])] + lines.dropFirst())
    }
}

extension RefundLine {
    func with(productID: Product.ID) -> RefundLine {
        RefundLine(
            lineNumber: lineNumber, productID: productID, quantity: quantity, amount: amount,
            isRestocked: isRestocked)
    }
}

extension StockMovement {
    func with(productID: Product.ID? = nil, sequence: Int64? = nil) -> StockMovement {
        StockMovement(
            productID: productID ?? self.productID, sequence: sequence ?? self.sequence, kind: kind,
            quantity: quantity, stock: stock, movedAt: movedAt, commandID: commandID)
    }
}

extension Product {
    func with(id: ID? = nil, price: Money? = nil, addedAt: Timestamp? = nil) -> Product {
        Product(
            id: id ?? self.id, sku: sku, name: name, price: price ?? self.price, isActive: isActive,
            addedAt: addedAt ?? self.addedAt)
    }
}

extension ProductStock {
    func with(
        product: Product? = nil, stock: Int64? = nil, movementCount: Int64? = nil, movedAt: Timestamp? = nil
    ) -> ProductStock {
        ProductStock(
            product: product ?? self.product, stock: stock ?? self.stock,
            movementCount: movementCount ?? self.movementCount, movedAt: movedAt ?? self.movedAt)
    }
}

extension JournalEntry {
    func with(
        id: ID? = nil, key: IdempotencyKey? = nil, kind: String? = nil, fingerprint: ContentHash? = nil,
        receipt: [UInt8]? = nil, factCount: Int? = nil, metadata: Metadata? = nil,
        recordedAt: Timestamp? = nil
    ) -> JournalEntry {
        JournalEntry(
            id: id ?? self.id, key: key ?? self.key, kind: kind ?? self.kind,
            fingerprint: fingerprint ?? self.fingerprint, receipt: receipt ?? self.receipt,
            factCount: factCount ?? self.factCount, metadata: metadata ?? self.metadata,
            recordedAt: recordedAt ?? self.recordedAt)
    }
}

extension Business {
    func with(
        id: ID? = nil, name: Name? = nil, currency: Currency? = nil, timeZone: TimeZone? = nil,
        paymentTerms: PaymentTerms? = nil, createdAt: Timestamp? = nil
    ) -> Business {
        Business(
            id: id ?? self.id, name: name ?? self.name, currency: currency ?? self.currency,
            timeZone: timeZone ?? self.timeZone, paymentTerms: paymentTerms ?? self.paymentTerms,
            createdAt: createdAt ?? self.createdAt)
    }
}

extension Customer {
    func with(id: ID) -> Customer {
        Customer(id: id, name: name, reference: reference, paymentTerms: paymentTerms, isActive: isActive)
    }
}
