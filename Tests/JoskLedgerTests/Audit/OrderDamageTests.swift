import Testing

@testable import JoskLedger

@Suite("Audits of damaged orders, refunds, stock and journals")
struct OrderDamageTests {
    static let damages: [Damage] = [
        Damage("an order's line made cheaper", .orderTotalIsSum) { history in
            history.edit(history.first) { order in
                order.altered(lines: [order.lines[0].altered(amount: .pence(1))] + order.lines.dropFirst())
            }
            return .order(history.first)
        },
        Damage("an order's total made smaller", .orderTotalIsSum, .chargeMatchesOrder) { history in
            history.edit(history.first) { $0.altered(total: .pence(3_849)) }
            return .order(history.first)
        },
        Damage("an order's total in another currency", .orderTotalIsSum) { history in
            history.edit(history.first) { $0.altered(total: .usd(minorUnits: 3_850)) }
            return .order(history.first)
        },
        Damage("an order made cheaper throughout", .chargeMatchesOrder) { history in
            history.edit(history.last) { order in
                let line = order.lines[0].altered(unitPrice: .pence(400), amount: .pence(400))
                return order.altered(lines: [line], total: .pence(400))
            }
            return .order(history.last)
        },
        Damage("a free order given a price", .chargeMatchesOrder) { history in
            // The refunds of the free order are removed, so that the order is the only damaged row.
            let commands = Set(
                history.facts.refunds.filter { $0.id.orderID == history.free }.map(\.commandID))
            history.facts.refunds.removeAll { commands.contains($0.commandID) }
            history.facts.journal.removeAll { commands.contains($0.id) }
            history.edit(history.free) { order in
                let line = order.lines[0].altered(unitPrice: .pence(1), amount: .pence(3))
                return order.altered(lines: [line], total: .pence(3))
            }
            return .order(history.free)
        },
        Damage("the last order's number skipped", .sequenceWithoutGaps) { history in
            history.edit(history.last) { $0.altered(number: 7) }
            return .order(history.last)
        },
        Damage("an order of an unknown customer", .rowHasOwner) { history in
            let command = history.facts.journal[0].id
            history.facts.orders.append(
                Order(
                    id: .numbered(99), customerID: .numbered(99), number: 1, reference: nil, lines: [],
                    total: .pence(0), placedAt: .init(microseconds: 0), commandID: command))
            return .order(.numbered(99))
        },
        Damage("a refund made smaller", .entryMatchesRefund, .refundWithinPurchase) { history in
            history.edit(history.refund) { $0.altered(total: .pence(899)) }
            return .refund(history.refund)
        },
        Damage("a refund made smaller throughout", .entryMatchesRefund) { history in
            history.edit(history.refund) { $0.altered(lines: [$0.lines[0]], total: .pence(450)) }
            return .refund(history.refund)
        },
        Damage("a refund at another price than the paid one", .refundWithinPurchase) { history in
            history.edit(history.refund) { refund in
                let lines = [
                    refund.lines[0].altered(amount: .pence(400)),
                    refund.lines[1].altered(amount: .pence(500)),
                ]
                return refund.altered(lines: lines)
            }
            return .refund(history.refund)
        },
        Damage("a refund of more than was bought", .refundWithinPurchase) { history in
            history.edit(.init(orderID: history.free, number: 2)) { refund in
                refund.altered(lines: [refund.lines[0].altered(quantity: 3)])
            }
            return .refund(.init(orderID: history.free, number: 2))
        },
        Damage("a refund of a line that the order does not have", .refundWithinPurchase) { history in
            history.edit(.init(orderID: history.free, number: 2)) { refund in
                refund.altered(lines: [refund.lines[0].altered(lineNumber: 2)])
            }
            return .refund(.init(orderID: history.free, number: 2))
        },
        Damage("a refund removed", .sequenceWithoutGaps) { history in
            history.facts.refunds.removeAll { $0.id == .init(orderID: history.free, number: 1) }
            return .refund(.init(orderID: history.free, number: 1))
        },
        Damage("a refund of an unknown order", .rowHasOwner) { history in
            let id = Refund.ID(orderID: .numbered(99), number: 1)
            let command = history.facts.journal[0].id
            history.facts.refunds.append(
                Refund(
                    id: id, customerID: history.ada, lines: [], total: .pence(0),
                    refundedAt: .init(microseconds: 0), commandID: command))
            return .refund(id)
        },
        Damage("a movement whose quantity does not match its stock", .stockIsSum) { history in
            history.edit(history.tea, 4) { $0.altered(quantity: -4) }
            return history.movement(history.tea, 4)
        },
        Damage("the last movement's stock below zero", .stockIsSum) { history in
            history.edit(history.tea, 6) { $0.altered(quantity: -42, stock: -1) }
            history.edit(history.tea) { $0.stock = -1 }
            return history.movement(history.tea, 6)
        },
        Damage("a movement removed", .sequenceWithoutGaps) { history in
            history.remove(history.tea, 4)
            return history.movement(history.tea, 4)
        },
        Damage("the last movement removed", .stockMatchesMovements) { history in
            history.remove(history.tea, 6)
            return history.movement(history.tea, 6)
        },
        Damage("a stock overwritten", .stockMatchesMovements) { history in
            history.edit(history.mug) { $0.stock = 1_000 }
            return .product(history.mug)
        },
        Damage("a count of movements overwritten", .stockMatchesMovements) { history in
            history.edit(history.mug) { $0.movementCount = 3 }
            return .product(history.mug)
        },
        Damage("a movement moved back in time", .timeNeverGoesBack) { history in
            history.edit(history.tea, 6) { $0.altered(movedAt: Timestamp(microseconds: 0)) }
            return history.movement(history.tea, 6)
        },
        Damage("a movement of an unknown product", .rowHasOwner) { history in
            let command = history.facts.journal[0].id
            history.facts.movements.append(
                StockMovement(
                    productID: .numbered(99), sequence: 1, kind: .adjustment("x"), quantity: 1, stock: 1,
                    movedAt: .init(microseconds: 0), commandID: command))
            return history.movement(.numbered(99), 1)
        },
        Damage("a sale of too many units", .saleMatchesOrder, .stockIsSum) { history in
            history.edit(history.mug, 2) { $0.altered(quantity: -3) }
            return history.movement(history.mug, 2)
        },
        Damage("a sale of an unknown order", .factFitsCommand) { history in
            history.edit(history.tea, 6) { $0.altered(kind: .sale(.numbered(99))) }
            return history.movement(history.tea, 6)
        },
        Damage("a sale changed to an adjustment", .saleMatchesOrder) { history in
            history.edit(history.mug, 2) { $0.altered(kind: .adjustment("x")) }
            return history.movement(history.mug, 2)
        },
        Damage("a return of too many units", .returnMatchesRefund, .stockIsSum) { history in
            history.edit(history.tea, 3) { $0.altered(quantity: 2) }
            return history.movement(history.tea, 3)
        },
        Damage("a return of an unknown refund", .factFitsCommand) { history in
            let refund = Refund.ID(orderID: history.first, number: 2)
            history.edit(history.tea, 6) { $0.altered(kind: .return(refund)) }
            return history.movement(history.tea, 6)
        },
        Damage("a return changed to an adjustment", .returnMatchesRefund) { history in
            history.edit(history.tea, 3) { $0.altered(kind: .adjustment("x")) }
            return history.movement(history.tea, 3)
        },
        Damage("an adjustment's journal entry removed", .factHasCommand) { history in
            let command = history.facts.movements.filter { $0.productID == history.tea }[3].commandID
            history.facts.journal.removeAll { $0.id == command }
            return .command(command)
        },
        Damage("a purchase's journal entry removed", .factHasCommand) { history in
            let command = history.facts.orders[0].commandID
            history.facts.journal.removeAll { $0.id == command }
            return .command(command)
        },
    ]

    @Test(
        "An audit of damaged orders, refunds, stock or journals names the damaged row and no other",
        arguments: damages)
    func damage(_ damage: Damage) throws { try damage.check() }

    @Test("An audit of a new business whose row is missing names the business alone")
    func noBusiness() throws {
        var facts = Facts(of: try StorelessShop.open())
        facts.business = nil
        let violations = facts.audit().violations
        #expect(violations.map(\.rule) == [.businessExists])
        #expect(violations.map(\.row) == [.business(facts.businessID)])
    }

    @Test("An audit finds that units of a product were moved between two lines of an order, or removed")
    func twoLines() throws {
        var history = try History()
        history.edit(history.first) { order in
            // Five units in total, as in the movement, but on other lines at the same price: no sum has
            // changed.
            order.altered(
                lines: [
                    order.lines[0].altered(quantity: 1, amount: .pence(450)), order.lines[1],
                    order.lines[2].altered(quantity: 4, amount: .pence(1_800)),
                ])
        }
        let violations = history.facts.audit().violations
        #expect(violations.map(\.rule) == [.contentMatchesHash])
        #expect(violations.map(\.row) == [.order(history.first)])
        history.edit(history.first) { order in
            order.altered(lines: Array(order.lines.prefix(2)), total: .pence(2_050))
        }
        #expect(history.facts.audit().violations.contains { $0.rule == .saleMatchesOrder })
    }
}
