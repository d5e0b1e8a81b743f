extension NaiveBusiness {
    /// All rows of the business, by place.
    package var rows: [Plain.Place: Plain.Row] {
        var all: [Plain.Row] = [
            .business(
                Plain.Row.Business(
                    id: id, name: name, currency: currency, zone: zone.name, terms: terms,
                    createdAt: createdAt))
        ]
        for customer in customers {
            all.append(
                .customer(
                    Plain.Row.Customer(
                        id: customer.id, name: customer.name, reference: customer.reference,
                        terms: customer.terms, isActive: customer.isActive)))
            all += entryRows(of: customer.id) + orderRows(of: customer.id)
        }
        for product in products { all += productRows(product) }
        let factCounts = factCounts
        for (number, fact) in accepted.enumerated() {
            all.append(
                .journal(
                    Plain.Row.JournalEntry(
                        number: number, key: fact.key, kind: fact.request.kind, facts: factCounts[number],
                        notes: fact.notes, recordedAt: fact.recordedAt)))
        }
        return Dictionary(uniqueKeysWithValues: all.map { ($0.place, $0) })
    }

    private func entryRows(of customer: Int) -> [Plain.Row] {
        var (sequence, balance, limit): (Int64, Int64, Int64) = (0, 0, 0)
        return entries.filter { $0.customer == customer }.map { entry in
            sequence += 1
            balance += entry.amount
            limit = entry.newLimit ?? limit
            return .entry(
                Plain.Row.Entry(
                    customer: customer, sequence: sequence, kind: entry.kind, amount: amount(entry.amount),
                    balance: amount(balance), limit: amount(limit), recordedAt: entry.recordedAt,
                    command: entry.command))
        }
    }

    private func orderRows(of customer: Int) -> [Plain.Row] {
        var rows: [Plain.Row] = []
        for (index, order) in orders.filter({ $0.customer == customer }).enumerated() {
            rows.append(
                .order(
                    Plain.Row.Order(
                        id: order.id, customer: customer, number: Int64(index) + 1,
                        reference: order.reference, lines: order.lines,
                        total: amount(order.lines.reduce(0) { $0 + $1.amount.units }),
                        placedAt: order.placedAt, command: order.command)))
            for (index, refund) in refunds.filter({ $0.order == order.id }).enumerated() {
                rows.append(
                    .refund(
                        Plain.Row.Refund(
                            order: order.id, number: Int64(index) + 1, customer: customer,
                            lines: refund.lines,
                            total: amount(refund.lines.reduce(0) { $0 + $1.amount.units }),
                            refundedAt: refund.refundedAt, command: refund.command)))
            }
        }
        return rows
    }

    private func productRows(_ product: ProductFact) -> [Plain.Row] {
        var (sequence, stock, movedAt): (Int64, Int64, Int64) = (0, 0, product.addedAt)
        var rows: [Plain.Row] = []
        for movement in movements where movement.product == product.id {
            sequence += 1
            stock += movement.quantity
            movedAt = movement.movedAt
            rows.append(
                .movement(
                    Plain.Row.Movement(
                        product: product.id, sequence: sequence, kind: movement.kind,
                        quantity: movement.quantity, stock: stock, movedAt: movedAt,
                        command: movement.command)))
        }
        rows.append(
            .product(
                Plain.Row.Product(
                    id: product.id, sku: product.sku, name: product.name, price: amount(product.price),
                    isActive: product.isActive, addedAt: product.addedAt, stock: stock, movements: sequence,
                    movedAt: movedAt)))
        return rows
    }

    /// The number of facts that each accepted command made.
    private var factCounts: [Int] {
        var counts = accepted.map { _ in 0 }
        let facts =
            [entries.map(\.command), orders.map(\.command), refunds.map(\.command), movements.map(\.command)]
        for command in facts.joined() { counts[command] += 1 }
        return counts
    }
}
