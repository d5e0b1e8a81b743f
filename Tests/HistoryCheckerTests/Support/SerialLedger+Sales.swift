import HistoryChecker

extension SerialLedger {
    mutating func purchase(
        _ buyer: String, _ items: [ShopRequest.Item], _ id: String
    ) throws(Refusal) -> JSONValue {
        guard let customer = customers[buyer] else { throw Refusal("unknownCustomer") }
        if orders[id] != nil { throw Refusal("other") }
        let total = try total(of: items, for: customer)
        for (product, quantity) in Self.sums(items.map { ($0.product, $0.quantity) }) {
            _ = move(product, -quantity, "sale", ["order": .string(id)])
        }
        let lines = items.map { (item: $0, price: products[$0.product]?.price ?? 0) }
        let number = customer.orders + 1
        customers[buyer]?.orders = number
        orders[id] = Order(
            customer: buyer, number: number, lines: lines, total: total, refunded: items.map { _ in 0 })
        rows.append(
            fact(
                "order",
                [
                    "id": .string(id), "customer": .string(buyer), "number": .integer(number),
                    "total": .integer(total), "command": .string(command),
                    "lines": .array(
                        lines.map {
                            [
                                "product": .string($0.item.product), "quantity": .integer($0.item.quantity),
                                "price": .integer($0.price),
                            ]
                        }),
                ]))
        let entry = total == 0 ? nil : post(buyer, "charge", total, ["order": .string(id)])
        let (balance, limit) = (customers[buyer]?.balance ?? 0, customer.limit)
        return [
            "order": .string(id), "number": .integer(number), "total": .integer(total),
            "entry": entry.map { .integer($0) } ?? nil, "balance": .integer(balance),
            "available": .integer(limit - balance),
        ]
    }

    /// Returns the total of a purchase, unless stock or credit is insufficient.
    private func total(of items: [ShopRequest.Item], for customer: Customer) throws(Refusal) -> Int64 {
        let unknown = items.map(\.product).filter { products[$0] == nil }
        if !unknown.isEmpty {
            throw Refusal("unknownProduct", [("products", .array(unknown.map { .string($0) }))])
        }
        let shortages = Self.sums(items.map { ($0.product, $0.quantity) }).compactMap { product, quantity in
            let available = products[product]?.stock ?? 0
            return quantity <= available
                ? nil as JSONValue?
                : [
                    "product": .string(product), "requested": .integer(quantity),
                    "available": .integer(available),
                ]
        }
        let total = items.reduce(0) { $0 + $1.quantity * (products[$1.product]?.price ?? 0) }
        var fields: [(String, JSONValue)] = [("shortages", .array(shortages))]
        let hasCredit = total == 0 || customer.balance + total <= customer.limit
        if !hasCredit {
            let credit: JSONValue = [
                "limit": .integer(customer.limit), "balance": .integer(customer.balance),
                "required": .integer(total),
            ]
            fields.append(("credit", credit))
        }
        if !shortages.isEmpty || !hasCredit { throw Refusal("insufficient", fields) }
        return total
    }

    mutating func refund(_ id: String, _ lines: [ShopRequest.Return]) throws(Refusal) -> JSONValue {
        guard let order = orders[id] else { throw Refusal("unknownOrder") }
        let excesses = Self.sums(lines.map { ($0.line, $0.quantity) }).compactMap { line, quantity in
            let index = Int(line) - 1
            let remaining = order.lines[index].item.quantity - order.refunded[index]
            return quantity <= remaining
                ? nil as JSONValue?
                : [
                    "line": .integer(line), "requested": .integer(quantity), "remaining": .integer(remaining),
                ]
        }
        if !excesses.isEmpty { throw Refusal("exceedsRemaining", [("lines", .array(excesses))]) }
        return giveBack(lines, of: order, id)
    }

    mutating func cancel(_ id: String) throws(Refusal) -> JSONValue {
        guard let order = orders[id] else { throw Refusal("unknownOrder") }
        let lines = order.lines.indices.compactMap { index in
            let remaining = order.lines[index].item.quantity - order.refunded[index]
            return remaining > 0 ? ShopRequest.Return(remaining, line: Int64(index) + 1) : nil
        }
        if lines.isEmpty { throw Refusal("nothingRemaining") }
        return giveBack(lines, of: order, id)
    }

    private mutating func giveBack(_ lines: [ShopRequest.Return], of order: Order, _ id: String) -> JSONValue
    {
        var order = order
        order.refunds += 1
        var total: Int64 = 0
        var rowLines: [JSONValue] = []
        for line in lines {
            let index = Int(line.line) - 1
            let amount = line.quantity * order.lines[index].price
            order.refunded[index] += line.quantity
            total += amount
            rowLines.append([
                "line": .integer(line.line), "product": .string(order.lines[index].item.product),
                "quantity": .integer(line.quantity), "amount": .integer(amount),
                "restocked": .bool(line.restock),
            ])
        }
        orders[id] = order
        let reference: JSONValue = ["order": .string(id), "refund": .integer(order.refunds)]
        let restocked = lines.filter(\.restock).map {
            (order.lines[Int($0.line) - 1].item.product, $0.quantity)
        }
        for (product, quantity) in Self.sums(restocked) { _ = move(product, quantity, "return", reference) }
        rows.append(
            fact(
                "refund",
                [
                    "order": .string(id), "number": .integer(order.refunds),
                    "customer": .string(order.customer),
                    "total": .integer(total), "command": .string(command), "lines": .array(rowLines),
                ]))
        let entry = total == 0 ? nil : post(order.customer, "refund", -total, reference)
        return [
            "order": .string(id), "refund": .integer(order.refunds), "total": .integer(total),
            "entry": entry.map { .integer($0) } ?? nil,
            "balance": .integer(customers[order.customer]?.balance ?? 0),
        ]
    }

    /// Returns the sum of the quantities of each key, in the order of the keys' first occurrences.
    private static func sums<Key: Hashable>(_ pairs: [(Key, Int64)]) -> [(Key, Int64)] {
        var order: [Key] = []
        var sums: [Key: Int64] = [:]
        for (key, quantity) in pairs {
            if sums[key] == nil { order.append(key) }
            sums[key, default: 0] += quantity
        }
        return order.map { ($0, sums[$0] ?? 0) }
    }
}
