extension NaiveBusiness {
    mutating func purchase(
        _ request: Plain.Purchase, order: Int, now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        var request = request
        request.order = order
        let quote = self.quote(request)
        if let refusal = quote.refusal { throw .purchase(refusal) }
        guard let total = quote.total else {
            preconditionFailure("a purchase without a total was not rejected")
        }

        let customer = request.customer
        let placedAt = ledgerTime(of: customer, now: now)
        orders.append(
            OrderFact(
                id: order, customer: customer, reference: request.reference, lines: quote.lines,
                placedAt: placedAt, command: command))
        for product in products {
            let sold = request.lines.filter { $0.product == product.id }
            if sold.isEmpty { continue }
            _ = move(product, by: -sold.reduce(0) { $0 + $1.quantity }, .sale(order: order), now: now)
        }
        let charge = total.units > 0 ? self.charge(total, to: customer, for: order, now: now) : nil
        let balance = balance(of: customer)
        return .purchase(
            order: order, number: Int64(orders.filter { $0.customer == customer }.count), total: total,
            charge: charge, balance: amount(balance), available: amount(limit(of: customer) - balance),
            placedAt: placedAt)
    }

    private mutating func charge(
        _ total: Plain.Amount, to customer: Int, for order: Int, now: Int64
    ) -> Plain.Charge {
        let days = customers.first { $0.id == customer }?.terms ?? terms
        let due = zone.day(of: now) + Int64(days)
        let entry = post(.charge(order: order, due: due), to: customer, units: total.units, now: now)
        return Plain.Charge(entry: entry.number, due: due)
    }

    /// Returns the prices and the total of a purchase, the credit figures, and all the reasons to reject it.
    package func quote(_ purchase: Plain.Purchase) -> Plain.Quote {
        let (lines, expected) = (purchase.lines, purchase.expectedTotal)
        var refusal = Plain.Refusal()
        if lines.isEmpty || lines.count > Bounds.mostLines {
            refusal.outOfBounds = [Plain.OutOfBounds("lines", Int64(lines.count), Bounds.lines)]
            return Plain.Quote(lines: [], total: nil, credit: nil, refusal: refusal)
        }
        let buyer = customers.first { $0.id == purchase.customer }
        if buyer == nil { refusal.customer = .unknown(purchase.customer) }
        if let buyer, !buyer.isActive { refusal.customer = .inactive(buyer.id) }
        if let order = purchase.order, orders.contains(where: { $0.id == order }) {
            refusal.existingOrder = order
        }
        if let reference = purchase.reference {
            refusal.referenceHolder = orders.first { $0.reference == reference }?.id
        }
        let sold = price(lines, &refusal)
        checkStock(of: lines, &refusal)
        if let expected, expected.currency != currency {
            refusal.mismatches.append(Plain.Mismatch(expected: currency, given: expected.currency))
        }
        let total = sold.count == lines.count ? self.total(of: sold, expected: expected, &refusal) : nil
        var credit: Plain.Credit?
        if let total, let buyer {
            let figures = self.credit(of: buyer.id, for: total)
            credit = figures
            if !figures.isSufficient { refusal.credit = figures }
        }
        return Plain.Quote(
            lines: sold, total: total, credit: credit, refusal: refusal == Plain.Refusal() ? nil : refusal)
    }

    private func price(_ lines: [Plain.Line], _ refusal: inout Plain.Refusal) -> [Plain.SoldLine] {
        var sold: [Plain.SoldLine] = []
        for (index, line) in lines.enumerated() {
            let number = index + 1
            let isCountable = Bounds.quantity.contains(line.quantity)
            if !isCountable {
                refusal.outOfBounds.append(
                    Plain.OutOfBounds("quantity", line.quantity, Bounds.quantity, line: number))
            }
            let listed = products.first { $0.id == line.product }.map { amount($0.price) }
            guard let price = line.price ?? listed else { continue }
            if price.currency != currency {
                refusal.mismatches.append(
                    Plain.Mismatch(expected: currency, given: price.currency, line: number))
            } else if !Bounds.notNegative.contains(price.units) {
                refusal.outOfBounds.append(
                    Plain.OutOfBounds("price", price.units, Bounds.notNegative, line: number))
            } else if isCountable {
                let exact = Int128(price.units) * Int128(line.quantity)
                if exact > Int128(Bounds.mostMoney) {
                    refusal.outOfBounds.append(
                        Plain.OutOfBounds(
                            "lineAmount", Int64(exactly: exact), Bounds.notNegative, line: number))
                } else {
                    sold.append(
                        Plain.SoldLine(
                            product: line.product, quantity: line.quantity, price: price,
                            amount: amount(Int64(exact))))
                }
            }
        }
        return sold
    }

    private func checkStock(of lines: [Plain.Line], _ refusal: inout Plain.Refusal) {
        var seen: [Int] = []
        for line in lines where !seen.contains(line.product) {
            seen.append(line.product)
            guard let product = products.first(where: { $0.id == line.product }) else {
                refusal.unknownProducts.append(line.product)
                continue
            }
            if !product.isActive { refusal.inactiveProducts.append(line.product) }
            var requested: Int64 = 0
            var numbers: [Int] = []
            for (index, other) in lines.enumerated()
            where other.product == line.product && Bounds.quantity.contains(other.quantity) {
                requested += other.quantity
                numbers.append(index + 1)
            }
            let available = stock(of: line.product)
            if requested > available {
                refusal.shortages.append(
                    Plain.Shortage(
                        product: line.product, lines: numbers, requested: requested, available: available,
                        missing: requested - available))
            }
        }
    }

    private func total(
        of sold: [Plain.SoldLine], expected: Plain.Amount?, _ refusal: inout Plain.Refusal
    ) -> Plain.Amount? {
        var exact: Int128 = 0
        for line in sold { exact += Int128(line.amount.units) }
        if exact > Int128(Bounds.mostMoney) {
            refusal.outOfBounds.append(
                Plain.OutOfBounds("total", Int64(exactly: exact), Bounds.notNegative))
            return nil
        }
        let total = amount(Int64(exact))
        if let expected, expected.currency == currency, expected.units != total.units {
            refusal.changedTotal = Plain.ChangedTotal(expected: expected, actual: total)
        }
        return total
    }

    private func credit(of customer: Int, for total: Plain.Amount) -> Plain.Credit {
        let (limit, balance) = (limit(of: customer), balance(of: customer))
        return Plain.Credit(
            limit: amount(limit), balance: amount(balance), available: amount(limit - balance),
            required: total, isSufficient: total.units == 0 || balance + total.units <= limit)
    }
}
