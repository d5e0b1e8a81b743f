@testable import JoskLedger

// One or more edits of each field of orders and refunds, each with rules that it breaks.

extension FieldEdits {
    static var orders: [FieldEdit] {
        func edit(
            _ field: String, _ rules: AuditViolation.Rule...,
            edit: @escaping (Order, Facts) -> Order?
        ) -> FieldEdit { FieldEdit(field, \.orders, breaks: Set(rules), edit) }
        return [
            edit("Order.id") { row, _ in row.with(id: .numbered(unknown)) },
            edit("Order.customerID, unknown", .rowHasOwner) { row, _ in
                row.with(customerID: .numbered(unknown))
            },
            edit("Order.customerID, another") { row, facts in
                row.with(customerID: other(facts.customers, than: row.customerID))
            },
            edit("Order.number + 1", .sequenceWithoutGaps) { row, _ in row.with(number: row.number + 1) },
            edit("Order.number + 100", .sequenceWithoutGaps) { row, _ in row.with(number: row.number + 100) },
            edit("Order.number 0", .sequenceWithoutGaps) { row, _ in row.with(number: 0) },
            edit("Order.reference") { row, _ in row.with(reference: .some("other")) },
            edit("Order.lines, one more", .saleMatchesOrder) { row, _ in
                row.with(lines: row.lines + [row.lines[0]])
            },
            edit("Order.lines, none", .orderTotalIsSum) { row, _ in row.with(lines: []) },
            edit("Order.lines, reversed") { row, _ in
                row.with(lines: row.lines.reversed())
            },
            edit("OrderLine.productID", .saleMatchesOrder) { row, facts in
                row.withFirstLine { line in
                    line.altered(productID: other(facts.items, than: line.productID))
                }
            },
            edit("OrderLine.productID, unknown", .saleMatchesOrder) { row, _ in
                row.withFirstLine { $0.altered(productID: .numbered(unknown)) }
            },
            edit("OrderLine.quantity", .saleMatchesOrder) { row, _ in
                row.withFirstLine { $0.altered(quantity: $0.quantity + 1) }
            },
            edit("OrderLine.unitPrice", .orderTotalIsSum) { row, _ in
                row.withFirstLine { $0.altered(unitPrice: $0.unitPrice.more(1)) }
            },
            edit("OrderLine.unitPrice's currency", .orderTotalIsSum) { row, _ in
                row.withFirstLine { $0.altered(unitPrice: $0.unitPrice.inDollars) }
            },
            edit("OrderLine.amount", .orderTotalIsSum) { row, _ in
                row.withFirstLine { $0.altered(amount: $0.amount.more(1)) }
            },
            edit("Order.lines at another price with the same total", .contentMatchesHash) { row, _ in
                guard row.lines.count == 3 else { return nil }
                // From 4 at 450, 2 at 800 and 1 at 450, to 4 at 350, 2 at 1,000 and 1 at 450.
                return row.with(lines: [
                    row.lines[0].altered(unitPrice: .pence(350), amount: .pence(1_400)),
                    row.lines[1].altered(unitPrice: .pence(1_000), amount: .pence(2_000)), row.lines[2],
                ])
            },
            edit("Order.total", .orderTotalIsSum) { row, _ in row.with(total: row.total.more(1)) },
            edit("Order.total's currency", .orderTotalIsSum) { row, _ in row.with(total: row.total.inDollars)
            },
            edit("Order.placedAt, later", .receiptMatchesFacts) { row, _ in
                row.with(placedAt: row.placedAt.later(3_600))
            },
            edit("Order.placedAt, earlier", .receiptMatchesFacts, .timeFitsCommand) { row, _ in
                row.with(placedAt: row.placedAt.later(-3_600))
            },
            edit("Order.commandID, unknown", .factHasCommand) { row, _ in
                row.with(commandID: .numbered(unknown))
            },
            edit("Order.commandID, another") { row, facts in
                row.with(commandID: other(facts.journal, than: row.commandID))
            },
        ]
    }

    static var refunds: [FieldEdit] {
        func edit(
            _ field: String, _ rules: AuditViolation.Rule...,
            edit: @escaping (Refund, Facts) -> Refund?
        ) -> FieldEdit { FieldEdit(field, \.refunds, breaks: Set(rules), edit) }
        return [
            edit("Refund.id.orderID, unknown", .rowHasOwner) { row, _ in
                row.with(id: .init(orderID: .numbered(unknown), number: row.id.number))
            },
            edit("Refund.id.orderID, another") { row, facts in
                other(facts.orders, than: row.id.orderID)
                    .map { row.with(id: .init(orderID: $0, number: row.id.number)) }
            },
            edit("Refund.id.number + 1", .sequenceWithoutGaps) { row, _ in
                row.with(id: .init(orderID: row.id.orderID, number: row.id.number + 1))
            },
            edit("Refund.id.number + 100", .sequenceWithoutGaps) { row, _ in
                row.with(id: .init(orderID: row.id.orderID, number: row.id.number + 100))
            },
            edit("Refund.customerID, unknown", .refundWithinPurchase) { row, _ in
                row.with(customerID: .numbered(unknown))
            },
            edit("Refund.customerID, another", .refundWithinPurchase) { row, facts in
                row.with(customerID: other(facts.customers, than: row.customerID))
            },
            edit("Refund.lines, one more") { row, _ in
                row.with(lines: row.lines + [row.lines[0]])
            },
            edit("Refund.lines, none", .refundWithinPurchase) { row, _ in row.with(lines: []) },
            edit("RefundLine.lineNumber", .refundWithinPurchase) { row, _ in
                row.withFirstLine { $0.altered(lineNumber: $0.lineNumber + 1) }
            },
            edit("RefundLine.productID", .refundWithinPurchase) { row, facts in
                row.withFirstLine { line in
                    other(facts.items, than: line.productID).map { line.with(productID: $0) } ?? line
                }
            },
            edit("RefundLine.quantity") { row, _ in
                row.withFirstLine { $0.altered(quantity: $0.quantity + 1) }
            },
            edit("RefundLine.amount", .refundWithinPurchase) { row, _ in
                row.withFirstLine { $0.altered(amount: $0.amount.more(1)) }
            },
            edit("RefundLine.isRestocked", .returnMatchesRefund) { row, _ in
                row.withFirstLine { $0.altered(isRestocked: !$0.isRestocked) }
            },
            edit("Refund.total", .refundWithinPurchase) { row, _ in row.with(total: row.total.more(1)) },
            edit("Refund.total's currency", .refundWithinPurchase) { row, _ in
                row.with(total: row.total.inDollars)
            },
            edit("Refund.refundedAt, later", .receiptMatchesFacts) { row, _ in
                row.with(refundedAt: row.refundedAt.later(3_600))
            },
            edit("Refund.refundedAt, earlier", .receiptMatchesFacts, .timeFitsCommand) { row, _ in
                row.with(refundedAt: row.refundedAt.later(-3_600))
            },
            edit("Refund.commandID, unknown", .factHasCommand) { row, _ in
                row.with(commandID: .numbered(unknown))
            },
            edit("Refund.commandID, another") { row, facts in
                row.with(commandID: other(facts.journal, than: row.commandID))
            },
        ]
    }
}
