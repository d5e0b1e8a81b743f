// Purchases and refunds: the order or the refund, its ledger entry and its movements of stock.

extension CommandExamination {
    /// A purchase makes one order, the charge of what it cost, and one sale of each product.
    func examineSale(_ receipt: PurchaseReceipt?) {
        refuse(
            refunds: facts.refunds, entries: facts.entries.filter { !$0.isCharge })
        let (first, otherOrders) = facts.orders.one { $0.id == receipt?.orderID }
        let (charge, others) = facts.entries.filter(\.isCharge).one {
            if case .charge(first?.id, _, _) = $0.kind { true } else { false }
        }
        refuse(orders: otherOrders)
        refuse(more: others)
        guard let order = first else { return missOrder(receipt, charge) }
        let row = Suspect.order(order.id)
        if let charge {
            examine(charge, of: order)
        } else if order.total.minorUnits != 0 {
            missCharge(of: order, receipt)
        }
        examineGoods(
            order.lines.reduce(into: [:]) { $0[$1.productID, default: 0] -= Int128($1.quantity) },
            .sale(order.id), .saleMatchesOrder, of: row)
        guard let receipt else { return }
        compare(receipt, order, charge)
    }

    private func missOrder(_ receipt: PurchaseReceipt?, _ charge: LedgerEntry?) {
        if let receipt {
            let row = Suspect.order(receipt.orderID)
            miss(.commandHasFacts, [row, command], "order \(receipt.orderID) is not there")
            note(row, mayBe: .someOrder(numbered: receipt.orderNumber))
        }
        if let charge, case .charge(let order, _, _) = charge.kind {
            report(.chargeMatchesOrder, [.order(order), .entry(charge)], "order \(order) is not there")
        }
        for movement in facts.movements {
            guard case .sale(let order) = movement.kind else { continue }
            report(.saleMatchesOrder, [.order(order), .movement(movement)], "order \(order) is not there")
        }
    }

    private func missCharge(of order: Order, _ receipt: PurchaseReceipt?) {
        let row = Suspect.order(order.id)
        guard let sequence = receipt?.charge?.entrySequence else {
            return report(.chargeMatchesOrder, [row, command], "total \(order.total), charged nothing")
        }
        miss(
            .chargeMatchesOrder, [.entry(order.customerID, sequence), command, row],
            "total \(order.total), and entry \(sequence), which charges it, is not there")
    }

    private func examine(_ charge: LedgerEntry, of order: Order) {
        guard case .charge(let claimed, let content, _) = charge.kind else { return }
        let computed = order.contentHash(in: businessID)
        if isSound(charge), content == computed { vouch(for: .order(order.id)) }
        let both: [Suspect] =
            isSound(charge) ? [.order(order.id), .entry(charge)] : [.entry(charge), .order(order.id)]
        expect(
            claimed == order.id && charge.amount == order.total, .chargeMatchesOrder, both,
            "charges \(charge.amount) for order \(claimed), which cost \(order.total)")
        if content != computed {
            report(
                .contentMatchesHash, both, "the order's hash is \(computed), the charge carries \(content)")
            note(.order(order.id), mayBe: .someOrder(numbered: order.number))
        }
        expect(
            charge.customerID == order.customerID, .factFitsCommand, both,
            "charged to \(charge.customerID), bought by \(order.customerID)")
        expect(
            charge.recordedAt == order.placedAt, .timeFitsCommand, both,
            "charged at \(charge.recordedAt), bought at \(order.placedAt)")
    }

    private func compare(_ receipt: PurchaseReceipt, _ order: Order, _ charge: LedgerEntry?) {
        let row = Suspect.order(order.id)
        if receipt.orderID != order.id {
            // Whoever else names the order tells whether it is the order that was changed.
            let isNamed = facts.movements.contains { $0.kind == .sale(order.id) } || isVouched(row)
            report(
                .receiptMatchesFacts, isNamed ? [command, row] : [row, command],
                "the receipt is of order \(receipt.orderID)")
            note(row, mayBe: .order(receipt.orderID))
        }
        if receipt.orderNumber != order.number || !isVouched(row) {
            note(row, mayBe: .someOrder(numbered: receipt.orderNumber))
        }
        compare("number", receipt.orderNumber, order.number, row)
        compare("total", receipt.total, order.total, row)
        compare(time: receipt.placedAt, order.placedAt, row)
        examine(time: order.placedAt, of: row, isAgreed: receipt.placedAt == order.placedAt)
        guard let charge, case .charge(_, _, let due) = charge.kind else {
            return expect(
                receipt.charge == nil || order.total.minorUnits != 0, .receiptMatchesFacts, [command, row],
                "the receipt tells of a charge, and the order cost nothing")
        }
        let entry = Suspect.entry(charge)
        compare("entry", receipt.charge?.entrySequence, charge.sequence, entry)
        compare("due date", receipt.charge?.dueDate, due, entry)
        compare("balance", receipt.balance, charge.balance, entry)
        compare("available credit", receipt.availableCredit, charge.availableCredit, entry)
    }

    /// A refund makes one refund, the entry of what it came to, and one return of each product that was
    /// restocked.
    func examineRefund(_ receipt: RefundReceipt?) {
        refuse(
            orders: facts.orders, entries: facts.entries.filter { !$0.isRefund })
        let (first, otherRefunds) = facts.refunds.one { $0.id == receipt?.refundID }
        let (entry, others) = facts.entries.filter(\.isRefund).one {
            if case .refund(first?.id, _) = $0.kind { true } else { false }
        }
        refuse(refunds: otherRefunds)
        refuse(more: others)
        guard let refund = first else { return missRefund(receipt, entry) }
        let row = Suspect.refund(refund.id)
        if let entry {
            examine(entry, of: refund)
        } else if refund.total.minorUnits != 0 {
            missEntry(of: refund, receipt)
        }
        examineGoods(
            refund.lines.reduce(into: [:]) {
                if $1.isRestocked { $0[$1.productID, default: 0] += Int128($1.quantity) }
            }, .return(refund.id), .returnMatchesRefund, of: row)
        guard let receipt else { return }
        compare(receipt, refund, entry)
    }

    private func missRefund(_ receipt: RefundReceipt?, _ entry: LedgerEntry?) {
        if let receipt {
            miss(
                .commandHasFacts, [.refund(receipt.refundID), command], "\(receipt.refundID) is not there")
        }
        if let entry, case .refund(let refund, _) = entry.kind {
            report(.entryMatchesRefund, [.refund(refund), .entry(entry)], "\(refund) is not there")
        }
        for movement in facts.movements {
            guard case .return(let refund) = movement.kind else { continue }
            report(.returnMatchesRefund, [.refund(refund), .movement(movement)], "\(refund) is not there")
        }
    }

    private func missEntry(of refund: Refund, _ receipt: RefundReceipt?) {
        let row = Suspect.refund(refund.id)
        guard let sequence = receipt?.entrySequence else {
            return report(.entryMatchesRefund, [row, command], "total \(refund.total), entered nothing")
        }
        miss(
            .entryMatchesRefund, [.entry(refund.customerID, sequence), command, row],
            "total \(refund.total), and entry \(sequence), which enters it, is not there")
    }

    private func examine(_ entry: LedgerEntry, of refund: Refund) {
        guard case .refund(let claimed, let content) = entry.kind else { return }
        let computed = refund.contentHash(in: businessID)
        if isSound(entry), content == computed { vouch(for: .refund(refund.id)) }
        let both: [Suspect] =
            isSound(entry) ? [.refund(refund.id), .entry(entry)] : [.entry(entry), .refund(refund.id)]
        expect(
            claimed == refund.id && -Int128(entry.amount.minorUnits) == Int128(refund.total.minorUnits)
                && entry.amount.currency == refund.total.currency, .entryMatchesRefund, both,
            "enters \(entry.amount) of \(claimed), which came to \(refund.total)")
        expect(
            content == computed, .contentMatchesHash, both,
            "the refund's hash is \(computed), the entry carries \(content)")
        expect(
            entry.customerID == refund.customerID, .factFitsCommand, both,
            "entered for \(entry.customerID), refunded to \(refund.customerID)")
        expect(
            entry.recordedAt <= refund.refundedAt, .timeFitsCommand, both,
            "entered at \(entry.recordedAt), refunded at \(refund.refundedAt)")
    }

    private func compare(_ receipt: RefundReceipt, _ refund: Refund, _ entry: LedgerEntry?) {
        let row = Suspect.refund(refund.id)
        if receipt.refundID != refund.id {
            // A refund whose order or number was edited also breaks the numbers of one.
            report(.receiptMatchesFacts, [command, row], "the receipt is of \(receipt.refundID)")
            note(row, mayBe: .refund(receipt.refundID))
        }
        compare("total", receipt.total, refund.total, row)
        compare(time: receipt.refundedAt, refund.refundedAt, row)
        examine(time: refund.refundedAt, of: row, isAgreed: receipt.refundedAt == refund.refundedAt)
        guard let entry else {
            return expect(
                receipt.entrySequence == nil || refund.total.minorUnits != 0, .receiptMatchesFacts,
                [command, row], "the receipt tells of an entry, and the refund came to nothing")
        }
        compare("entry", receipt.entrySequence, entry.sequence, .entry(entry))
        compare("balance", receipt.balance, entry.balance, .entry(entry))
        examine(time: entry.recordedAt, of: .entry(entry), isAgreed: isSound(entry))
    }

    /// Holds the movements of stock against the units of each product that an order or a refund says.
    private func examineGoods(
        _ units: [Product.ID: Int128], _ kind: StockMovement.Kind, _ rule: AuditViolation.Rule,
        of owner: Suspect
    ) {
        let movements = Dictionary(grouping: facts.movements, by: \.productID)
        // One of another product may be the one that did not move, where none is missing.
        let others = facts.movements.filter { units[$0.productID] == nil }.map { Suspect.movement($0) }
        for (product, quantity) in units.sorted(by: { $0.key < $1.key }) where movements[product] == nil {
            miss(
                rule,
                [.someMovement(of: product)] + (findings.isNoted(.someMovement(of: product)) ? [] : others)
                    + (isVouched(owner) ? [command, owner] : [owner, command]),
                "\(quantity) of product \(product) did not move")
        }
        for (product, moved) in movements.sorted(by: { $0.key < $1.key }) {
            let rows = moved.map { Suspect.movement($0) }
            guard let quantity = units[product] else {
                noteTooMany(rows)
                for row in rows { note(row, mayBe: .someMovement(of: product)) }
                // The lines are known to be right where two hashes agree about them.
                let areLinesKnown = isSealed && isVouched(owner)
                for row in rows {
                    report(
                        rule, areLinesKnown ? [row] : [row, owner, command],
                        "product \(product) is not on its lines")
                }
                continue
            }
            let (movement, others) = moved.one { $0.kind == kind && Int128($0.quantity) == quantity }
            refuse(movements: others)
            if let movement { examine(movement, kind, quantity, rule, of: owner) }
        }
    }

    private func examine(
        _ movement: StockMovement, _ kind: StockMovement.Kind, _ quantity: Int128,
        _ rule: AuditViolation.Rule, of owner: Suspect
    ) {
        let row = Suspect.movement(movement)
        expect(movement.kind == kind, rule, [row, owner], "moved as \(movement.kind), and not as \(kind)")
        // A movement whose quantity was edited also breaks the sum of the stock.
        expect(
            Int128(movement.quantity) == quantity, rule, isVouched(owner) ? [row, owner] : [owner, row],
            "moved \(movement.quantity), and not \(quantity)")
        examine(time: movement.movedAt, of: row, isAgreed: false)
    }
}

extension Array {
    /// The one of which something holds, or else the first; and the others.
    func one(where fits: (Element) -> Bool) -> (Element?, [Element]) {
        guard let index = firstIndex(where: fits) ?? indices.first else { return (nil, []) }
        var others = self
        return (others.remove(at: index), others)
    }
}
