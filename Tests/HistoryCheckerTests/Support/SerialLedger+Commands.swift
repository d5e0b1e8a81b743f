import HistoryChecker

extension SerialLedger {
    mutating func addCustomer(_ id: String, _ limit: Int64, _ reference: String?) throws(Refusal) -> JSONValue
    {
        if customers[id] != nil { throw Refusal("alreadyExists") }
        if let reference, let other = customers.first(where: { $0.value.reference == reference }) {
            throw Refusal("referenceTaken", [("by", .string(other.key))])
        }
        customers[id] = Customer(limit: limit, reference: reference)
        _ = post(id, "opened", 0)
        return ["customer": .string(id), "limit": .integer(limit), "entry": 1]
    }

    mutating func addProduct(
        _ id: String, _ sku: String, _ price: Int64, _ stock: Int64
    ) throws(Refusal) -> JSONValue {
        if products[id] != nil { throw Refusal("alreadyExists") }
        try checkFree(sku, except: nil)
        products[id] = Product(sku: sku, price: price)
        if stock > 0 { _ = move(id, stock, "receipt") }
        return ["product": .string(id), "stock": .integer(stock)]
    }

    func checkFree(_ sku: String, except product: String?) throws(Refusal) {
        if let other = products.first(where: { $0.value.sku == sku && $0.key != product }) {
            throw Refusal("skuTaken", [("by", .string(other.key))])
        }
    }

    mutating func payment(_ id: String, _ amount: Int64) throws(Refusal) -> JSONValue {
        guard customers[id] != nil else { throw Refusal("unknownCustomer") }
        let entry = post(id, "payment", -amount)
        customers[id]?.payments[entry] = amount
        return entryReceipt(id, entry, amount)
    }

    mutating func reversal(_ id: String, _ payment: Int64) throws(Refusal) -> JSONValue {
        guard let customer = customers[id] else { throw Refusal("unknownCustomer") }
        if let entry = customer.reversals[payment] {
            throw Refusal("alreadyReversed", [("by", .integer(entry))])
        }
        guard let amount = customer.payments[payment] else { throw Refusal("unknownPayment") }
        let entry = post(id, "reversal", amount, ["reversed": .integer(payment)])
        customers[id]?.reversals[payment] = entry
        return entryReceipt(id, entry, amount)
    }

    private func entryReceipt(_ id: String, _ entry: Int64, _ amount: Int64) -> JSONValue {
        [
            "customer": .string(id), "entry": .integer(entry), "amount": .integer(amount),
            "balance": .integer(customers[id]?.balance ?? 0),
        ]
    }

    mutating func changeLimit(_ id: String, _ limit: Int64) throws(Refusal) -> JSONValue {
        guard let previous = customers[id]?.limit else { throw Refusal("unknownCustomer") }
        customers[id]?.limit = limit
        let entry = post(id, "limit", 0)
        return [
            "customer": .string(id), "entry": .integer(entry), "limit": .integer(limit),
            "previous": .integer(previous), "balance": .integer(customers[id]?.balance ?? 0),
        ]
    }

    /// Appends an entry to a customer's ledger, and returns its number.
    mutating func post(_ id: String, _ kind: String, _ amount: Int64, _ reference: JSONValue = [:]) -> Int64 {
        guard var customer = customers[id] else { return 0 }
        customer.balance += amount
        customer.entries += 1
        customers[id] = customer
        var row = fact(
            "entry",
            [
                "customer": .string(id), "sequence": .integer(customer.entries), "kind": .string(kind),
                "amount": .integer(amount), "balance": .integer(customer.balance),
                "limit": .integer(customer.limit), "command": .string(command),
            ])
        for name in ["order", "refund", "reversed"] where reference[name] != nil {
            row[name] = reference[name]
        }
        rows.append(row)
        return customer.entries
    }

    /// Appends a movement of a product's stock, and returns its receipt.
    mutating func move(_ id: String, _ quantity: Int64, _ kind: String, _ reference: JSONValue = [:])
        -> JSONValue
    {
        guard var product = products[id] else { return .null }
        product.stock += quantity
        product.movements += 1
        products[id] = product
        var row = fact(
            "movement",
            [
                "product": .string(id), "sequence": .integer(product.movements), "kind": .string(kind),
                "quantity": .integer(quantity), "stock": .integer(product.stock), "command": .string(command),
            ])
        for name in ["order", "refund"] where reference[name] != nil { row[name] = reference[name] }
        rows.append(row)
        return [
            "product": .string(id), "movement": .integer(product.movements), "quantity": .integer(quantity),
            "stock": .integer(product.stock),
        ]
    }
}
