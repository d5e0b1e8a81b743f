// Purchases and refunds: the order or the refund, its ledger entry and its movements of stock.

extension CommandExamination {
    /// Examines the facts of a purchase.
    ///
    /// A purchase makes one order, the charge of its total, and one sale of each product.
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
            miss(.commandHasFacts, [row, command], "\(row), named by the receipt of \(command), is missing")
            note(row, mayBe: .someOrder(numbered: receipt.orderNumber))
        }
        if let charge, case .charge(let order, _, _) = charge.kind {
            report(
                .chargeMatchesOrder, [.order(order), .entry(charge)],
                "order \(order), named by \(Suspect.entry(charge)), is missing")
        }
        for movement in facts.movements {
            guard case .sale(let order) = movement.kind else { continue }
            report(
                .saleMatchesOrder, [.order(order), .movement(movement)],
                "order \(order), named by \(Suspect.movement(movement)), is missing")
        }
    }

    private func missCharge(of order: Order, _ receipt: PurchaseReceipt?) {
        let row = Suspect.order(order.id)
        guard let sequence = receipt?.charge?.entry.sequence else {
            return report(
                .chargeMatchesOrder, [row, command], "\(row) has the total \(order.total) and no charge")
        }
        let missing = Suspect.entry(order.customerID, sequence)
        miss(
            .chargeMatchesOrder, [missing, command, row],
            "\(row) has the total \(order.total), but its charge, \(missing), is missing")
    }

    private func examine(_ charge: LedgerEntry, of order: Order) {
        guard case .charge(let claimed, let content, _) = charge.kind else { return }
        let computed = order.contentHash(in: businessID)
        if isSound(charge), content == computed { confirm(.order(order.id)) }
        let both: [Suspect] =
            isSound(charge) ? [.order(order.id), .entry(charge)] : [.entry(charge), .order(order.id)]
        expect(
            claimed == order.id && charge.amount == order.total, .chargeMatchesOrder, both,
            "expected a charge of \(order.total) for order \(order.id), "
                + "found \(charge.amount) for order \(claimed) in \(Suspect.entry(charge))")
        if content != computed {
            report(
                .contentMatchesHash, both,
                "the hash of order \(order.id) is \(computed), but \(content) in \(Suspect.entry(charge))")
            note(.order(order.id), mayBe: .someOrder(numbered: order.number))
        }
        expect(
            charge.customerID == order.customerID, .factFitsCommand, both,
            "order \(order.id) is of customer \(order.customerID), but charged in \(Suspect.entry(charge))")
        expect(
            charge.recordedAt == order.placedAt, .timeFitsCommand, both,
            "order \(order.id) was placed at \(order.placedAt), but charged at \(charge.recordedAt) "
                + "in \(Suspect.entry(charge))")
    }

    private func compare(_ receipt: PurchaseReceipt, _ order: Order, _ charge: LedgerEntry?) {
        let row = Suspect.order(order.id)
        if receipt.orderID != order.id {
            // If a movement or a sound charge names the order too, the receipt is the likelier suspect.
            let isNamed = facts.movements.contains { $0.kind == .sale(order.id) } || isConfirmed(row)
            report(
                .receiptMatchesFacts, isNamed ? [command, row] : [row, command],
                "expected \(row) in the receipt of \(command), found order \(receipt.orderID)")
            note(row, mayBe: .order(receipt.orderID))
        }
        if receipt.orderNumber != order.number || !isConfirmed(row) {
            note(row, mayBe: .someOrder(numbered: receipt.orderNumber))
        }
        compare("number", receipt.orderNumber, order.number, row)
        compare("total", receipt.total, order.total, row)
        compare(time: receipt.placedAt, order.placedAt, row)
        examine(time: order.placedAt, of: row, isAgreed: receipt.placedAt == order.placedAt)
        guard let charge, case .charge(_, _, let due) = charge.kind else {
            return expect(
                receipt.charge == nil || order.total.minorUnits != 0, .receiptMatchesFacts, [command, row],
                "the receipt of \(command) names a charge, but \(row) has the total zero")
        }
        let entry = Suspect.entry(charge)
        compare(receipt.charge?.entry, charge)
        compare("due date", receipt.charge?.dueDate, due, entry)
        compare("balance", receipt.balance, charge.balance, entry)
        compare("available credit", receipt.availableCredit, charge.availableCredit, entry)
    }

    /// Examines the facts of a refund command.
    ///
    /// It makes one refund, the ledger entry of its total, and one return of each restocked product.
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
                .commandHasFacts, [.refund(receipt.refundID), command],
                "\(receipt.refundID), named by the receipt of \(command), is missing")
        }
        if let entry, case .refund(let refund, _) = entry.kind {
            report(
                .entryMatchesRefund, [.refund(refund), .entry(entry)],
                "\(refund), named by \(Suspect.entry(entry)), is missing")
        }
        for movement in facts.movements {
            guard case .return(let refund) = movement.kind else { continue }
            report(
                .returnMatchesRefund, [.refund(refund), .movement(movement)],
                "\(refund), named by \(Suspect.movement(movement)), is missing")
        }
    }

    private func missEntry(of refund: Refund, _ receipt: RefundReceipt?) {
        let row = Suspect.refund(refund.id)
        guard let sequence = receipt?.entry?.sequence else {
            return report(
                .entryMatchesRefund, [row, command],
                "\(row) has the total \(refund.total) and no ledger entry")
        }
        let missing = Suspect.entry(refund.customerID, sequence)
        miss(
            .entryMatchesRefund, [missing, command, row],
            "\(row) has the total \(refund.total), but its ledger entry, \(missing), is missing")
    }

    private func examine(_ entry: LedgerEntry, of refund: Refund) {
        guard case .refund(let claimed, let content) = entry.kind else { return }
        let computed = refund.contentHash(in: businessID)
        if isSound(entry), content == computed { confirm(.refund(refund.id)) }
        let both: [Suspect] =
            isSound(entry) ? [.refund(refund.id), .entry(entry)] : [.entry(entry), .refund(refund.id)]
        expect(
            claimed == refund.id && -Int128(entry.amount.minorUnits) == Int128(refund.total.minorUnits)
                && entry.amount.currency == refund.total.currency, .entryMatchesRefund, both,
            "expected the total \(refund.total) of \(refund.id), negated, "
                + "found \(entry.amount) of \(claimed) in \(Suspect.entry(entry))")
        expect(
            content == computed, .contentMatchesHash, both,
            "the hash of \(refund.id) is \(computed), but \(content) in \(Suspect.entry(entry))")
        expect(
            entry.customerID == refund.customerID, .factFitsCommand, both,
            "\(refund.id) is of customer \(refund.customerID), but recorded in \(Suspect.entry(entry))")
        expect(
            entry.recordedAt <= refund.refundedAt, .timeFitsCommand, both,
            "\(refund.id) was made at \(refund.refundedAt), before \(entry.recordedAt) of its ledger entry, "
                + "\(Suspect.entry(entry))")
    }

    private func compare(_ receipt: RefundReceipt, _ refund: Refund, _ entry: LedgerEntry?) {
        let row = Suspect.refund(refund.id)
        if receipt.refundID != refund.id {
            // A refund whose order or number was edited also breaks the numbering of an order's refunds.
            report(
                .receiptMatchesFacts, [command, row],
                "expected \(row) in the receipt of \(command), found \(receipt.refundID)")
            note(row, mayBe: .refund(receipt.refundID))
        }
        compare("total", receipt.total, refund.total, row)
        compare(time: receipt.refundedAt, refund.refundedAt, row)
        examine(time: refund.refundedAt, of: row, isAgreed: receipt.refundedAt == refund.refundedAt)
        guard let entry else {
            return expect(
                receipt.entry == nil || refund.total.minorUnits != 0, .receiptMatchesFacts,
                [command, row],
                "the receipt of \(command) names a ledger entry, but \(row) has the total zero")
        }
        compare(receipt.entry, entry)
        compare("balance", receipt.balance, entry.balance, .entry(entry))
        examine(time: entry.recordedAt, of: .entry(entry), isAgreed: isSound(entry))
    }

    /// Compares the stock movements with the units of each product in an order or a refund.
    private func examineGoods(
        _ units: [Product.ID: Int128], _ kind: StockMovement.Kind, _ rule: AuditViolation.Rule,
        of owner: Suspect
    ) {
        let movements = Dictionary(grouping: facts.movements, by: \.productID)
        // If no movement is missing, a movement of another product may be the expected one, edited.
        let others = facts.movements.filter { units[$0.productID] == nil }.map { Suspect.movement($0) }
        for (product, quantity) in units.sorted(by: { $0.key < $1.key }) where movements[product] == nil {
            miss(
                rule,
                [.someMovement(of: product)] + (findings.isNoted(.someMovement(of: product)) ? [] : others)
                    + (isConfirmed(owner) ? [command, owner] : [owner, command]),
                "expected a movement of \(quantity) of product \(product) for \(owner), found none")
        }
        for (product, moved) in movements.sorted(by: { $0.key < $1.key }) {
            let rows = moved.map { Suspect.movement($0) }
            guard let quantity = units[product] else {
                noteTooMany(rows)
                for row in rows { note(row, mayBe: .someMovement(of: product)) }
                // The lines are correct if two hashes agree about them.
                let areLinesKnown = isSealed && isConfirmed(owner)
                for row in rows {
                    report(
                        rule, areLinesKnown ? [row] : [row, owner, command],
                        "expected no movement of product \(product) for \(owner), found \(row)")
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
        expect(
            movement.kind == kind, rule, [row, owner],
            "expected the kind \(kind) in \(row), found \(movement.kind)")
        // A movement whose quantity was edited also breaks the sum of the stock.
        expect(
            Int128(movement.quantity) == quantity, rule, isConfirmed(owner) ? [row, owner] : [owner, row],
            "expected the quantity \(quantity) in \(row), found \(movement.quantity)")
        examine(time: movement.movedAt, of: row, isAgreed: false)
    }
}

extension Array {
    /// Returns the first element that satisfies a condition, or else the first element, and the other elements.
    func one(where fits: (Element) -> Bool) -> (Element?, [Element]) {
        guard let index = firstIndex(where: fits) ?? indices.first else { return (nil, []) }
        var others = self
        return (others.remove(at: index), others)
    }
}
