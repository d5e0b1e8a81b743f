/// Audits one product: the chain of its stock movements, and its stock.
struct ItemAudit: Sendable {
    var productID: Product.ID { item.id }
    private let item: StockItem
    private var sequence: Int64 = 0
    private var stock: Int64 = 0
    private var movedAt: Timestamp?
    /// Whether the previous movement is as it was written. What follows a damaged one is not held against it.
    private var previousIsSound = true

    init(of item: StockItem) { self.item = item }

    mutating func examine(_ movement: StockMovement, _ findings: inout Findings) {
        let before = findings.violations.count
        let row = AuditViolation.Row.stockMovement(movement.productID, sequence: movement.sequence)
        if movement.sequence != sequence &+ 1 {
            let missing = AuditViolation.Row.stockMovement(productID, sequence: sequence &+ 1)
            findings.reportGap(missing, expected: sequence &+ 1, found: movement.sequence)
        } else if previousIsSound {
            findings.expect(
                Int128(movement.stock) == Int128(stock) + Int128(movement.quantity), .stockIsSum, row,
                "stock \(movement.stock) after \(stock) and \(movement.quantity)")
            if let movedAt {
                findings.expect(
                    movement.movedAt >= movedAt, .timeNeverGoesBack, row,
                    "\(movement.movedAt) after \(movedAt)")
            }
        }
        findings.expect(
            movement.stock >= 0 && movement.quantity != 0, .stockIsSum, row,
            "stock \(movement.stock), quantity \(movement.quantity)")
        sequence = movement.sequence
        stock = movement.stock
        movedAt = movement.movedAt
        previousIsSound = findings.violations.count == before
    }

    func close(_ findings: inout Findings) {
        findings.noteMissing(before: item.movementCount, expected: sequence)
        guard previousIsSound else { return }
        findings.expect(
            item.stock == stock && item.movementCount == sequence, .stockMatchesMovements,
            .product(productID),
            "\(item.stock) after \(item.movementCount) movements; the last is \(sequence), and left \(stock)")
    }
}

/// Holds what orders sold and refunds returned against the movements of stock, over all products.
struct GoodsAudit: Sendable {
    private struct Sale: Hashable {
        let orderID: Order.ID
        let productID: Product.ID
    }

    private struct Return: Hashable {
        let refundID: Refund.ID
        let productID: Product.ID
    }

    /// Units that are to move, and the command that says so.
    private struct Units {
        var count: Int128 = 0
        let commandID: JournalEntry.ID
    }

    private var sales: [Sale: Units] = [:]
    private var returns: [Return: Units] = [:]
    private var movements: [StockMovement] = []

    mutating func expectSales(of order: Order) {
        for line in order.lines {
            let key = Sale(orderID: order.id, productID: line.productID)
            sales[key, default: Units(commandID: order.commandID)].count += Int128(line.quantity)
        }
    }

    mutating func expectReturns(of refund: Refund) {
        for line in refund.lines where line.isRestocked {
            let key = Return(refundID: refund.id, productID: line.productID)
            returns[key, default: Units(commandID: refund.commandID)].count += Int128(line.quantity)
        }
    }

    /// Notes what a movement says that it took or brought. Orders may come after it, if their customer is
    /// gone, so it is held against them at the end.
    mutating func note(_ movement: StockMovement) {
        switch movement.kind {
        case .receipt, .adjustment: break
        case .sale, .return: movements.append(movement)
        }
    }

    /// Holds each movement against what was sold and returned, and reports what no movement has claimed.
    mutating func close(_ findings: inout Findings) {
        for movement in movements {
            let before = findings.violations.count
            settle(movement, &findings)
            if findings.violations.count > before { findings.explain(movement.commandID) }
        }
        for units in [Units](sales.values) + returns.values { findings.explain(units.commandID) }
        for sale in sales.keys.sorted(by: { ($0.orderID, $0.productID) < ($1.orderID, $1.productID) }) {
            findings.report(
                .saleMatchesOrder, .order(sale.orderID), "product \(sale.productID) was sold and not taken")
        }
        let missing = returns.keys.sorted {
            ($0.refundID.orderID, $0.refundID.number, $0.productID)
                < ($1.refundID.orderID, $1.refundID.number, $1.productID)
        }
        for goods in missing {
            findings.report(
                .returnMatchesRefund, .refund(goods.refundID), "product \(goods.productID) did not come back")
        }
    }

    private mutating func settle(_ movement: StockMovement, _ findings: inout Findings) {
        let row = AuditViolation.Row.stockMovement(movement.productID, sequence: movement.sequence)
        switch movement.kind {
        case .receipt, .adjustment:
            break
        case .sale(let order):
            let sold = sales.removeValue(forKey: Sale(orderID: order, productID: movement.productID))?.count
            findings.expect(
                sold == -Int128(movement.quantity), .saleMatchesOrder, row,
                "took \(-Int128(movement.quantity)) for order \(order), which sold \(sold ?? 0)")
        case .return(let refund):
            let returned = returns.removeValue(
                forKey: Return(refundID: refund, productID: movement.productID))?.count
            findings.expect(
                returned == Int128(movement.quantity), .returnMatchesRefund, row,
                "brought \(movement.quantity) from \(refund), which returned \(returned ?? 0)")
        }
    }
}
