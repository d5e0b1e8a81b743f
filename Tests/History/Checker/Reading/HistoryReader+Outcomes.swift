extension HistoryReader {
    mutating func readOutcome(_ fields: Fields, of call: Call) throws -> Call.Outcome {
        let name = try fields.string("outcome")
        switch (name, call.request.isRead) {
        case ("read", true):
            guard fields["result"] != nil else { return .read(nil) }
            return .read(try readResult(try fields.fields("result"), of: call))
        case ("failed", true): return .failed
        case ("accepted", false): return .accepted(try readReceipt(try fields.fields("receipt"), of: call))
        case ("rejected", false):
            return .rejected(try readRejection(try fields.fields("rejection"), of: call))
        case ("keyReused", false): return .keyReused
        case ("notCommitted", false): return .notCommitted
        case ("unknown", false): return .unknown
        case ("committed", false): return .committed
        default:
            throw FieldError("returned: the outcome \"\(name)\" of a call of kind \"\(call.request.kind)\"")
        }
    }

    private mutating func readResult(_ fields: Fields, of call: Call) throws -> ReadResult {
        switch call.request {
        case .readCustomer:
            .customer(
                ReadResult.Customer(
                    sequence: try fields.integer("sequence"), balance: try fields.integer("balance"),
                    limit: try fields.integer("limit"), orders: try fields.integer("orders")))
        case .readProduct:
            .product(
                ReadResult.Product(
                    sku: try name("sku", of: fields, call.business), price: try fields.integer("price"),
                    stock: try fields.integer("stock"), movements: try fields.integer("movements")))
        default:
            .order(
                ReadResult.Order(
                    number: try fields.integer("number"), total: try fields.integer("total"),
                    refunds: try fields.integer("refunds"), refunded: try fields.integers("refunded")))
        }
    }

    private mutating func readReceipt(_ fields: Fields, of call: Call) throws -> Receipt {
        let business = call.business
        switch call.request {
        case .purchase:
            return .purchase(
                Receipt.Purchase(
                    order: try name("order", of: fields, business), number: try fields.integer("number"),
                    total: try fields.integer("total"), entry: try fields.optionalInteger("entry"),
                    hash: try optionalName("hash", of: fields, business),
                    balance: try fields.integer("balance"), available: try fields.integer("available")))
        case .payment, .reversal:
            return .entry(
                Receipt.Entry(
                    customer: try name("customer", of: fields, business), entry: try fields.integer("entry"),
                    hash: try optionalName("hash", of: fields, business),
                    amount: try fields.integer("amount"), balance: try fields.integer("balance")))
        case .refund, .cancel:
            return .refund(
                Receipt.Refund(
                    order: try name("order", of: fields, business), refund: try fields.integer("refund"),
                    total: try fields.integer("total"), entry: try fields.optionalInteger("entry"),
                    hash: try optionalName("hash", of: fields, business),
                    balance: try fields.integer("balance")))
        case .goods, .stock:
            return .movement(
                Receipt.Movement(
                    product: try name("product", of: fields, business),
                    movement: try fields.integer("movement"), quantity: try fields.integer("quantity"),
                    stock: try fields.integer("stock")))
        case .limit:
            return .limit(
                Receipt.Limit(
                    customer: try name("customer", of: fields, business), entry: try fields.integer("entry"),
                    hash: try optionalName("hash", of: fields, business),
                    limit: try fields.integer("limit"), previous: try fields.integer("previous"),
                    balance: try fields.integer("balance")))
        default: return try readRegisterReceipt(fields, of: call)
        }
    }

    /// Reads the receipt of an addition, or of a change that writes no entry and no movement.
    private mutating func readRegisterReceipt(_ fields: Fields, of call: Call) throws -> Receipt {
        let business = call.business
        switch call.request {
        case .price:
            return .price(
                Receipt.Price(
                    product: try name("product", of: fields, business), price: try fields.integer("price"),
                    previous: try fields.integer("previous")))
        case .addProduct:
            return .addedProduct(
                Receipt.AddedProduct(
                    product: try name("product", of: fields, business), stock: try fields.integer("stock")))
        case .addCustomer:
            return .addedCustomer(
                Receipt.AddedCustomer(
                    customer: try name("customer", of: fields, business), limit: try fields.integer("limit"),
                    entry: try fields.integer("entry"),
                    hash: try optionalName("hash", of: fields, business)))
        case .sku: return .sku(product: try name("product", of: fields, business))
        default: return .terms(days: try fields.integer("days"))
        }
    }

    private mutating func readRejection(_ fields: Fields, of call: Call) throws -> Rejection {
        let business = call.business
        switch try fields.string("reason") {
        case "insufficient": return try readShortages(fields, business)
        case "unknownCustomer": return .unknownCustomer
        case "unknownProduct":
            if let product = call.request.product { return .unknownProduct([product]) }
            return .unknownProduct(
                try fields.strings("products").map { history.names.name($0, in: business) })
        case "unknownOrder": return .unknownOrder
        case "unknownPayment": return .unknownPayment
        case "alreadyReversed": return .alreadyReversed(by: try fields.integer("by"))
        case "exceedsRemaining":
            return .exceedsRemaining(
                try fields.objects("lines").map { line in
                    Rejection.Excess(
                        line: try line.integer("line"), requested: try line.integer("requested"),
                        remaining: try line.integer("remaining"))
                })
        case "nothingRemaining": return .nothingRemaining
        case "insufficientStock":
            return .insufficientStock(
                requested: try fields.integer("requested"), available: try fields.integer("available"))
        case "skuTaken": return .skuTaken(by: try name("by", of: fields, business))
        case "referenceTaken": return .referenceTaken(by: try name("by", of: fields, business))
        case "alreadyExists": return .alreadyExists
        case "other": return .other
        case let reason: throw FieldError("rejection: unknown reason \"\(reason)\"")
        }
    }

    private mutating func readShortages(_ fields: Fields, _ business: Name) throws -> Rejection {
        var shortages: [Rejection.Shortage] = []
        for line in fields["shortages"] == nil ? [] : try fields.objects("shortages") {
            shortages.append(
                Rejection.Shortage(
                    product: try name("product", of: line, business),
                    requested: try line.integer("requested"),
                    available: try line.integer("available")))
        }
        let credit = fields["credit"] == nil ? nil : try fields.fields("credit")
        return .insufficient(
            shortages: shortages,
            credit: try credit.map { credit in
                Rejection.Credit(
                    limit: try credit.integer("limit"), balance: try credit.integer("balance"),
                    required: try credit.integer("required"))
            })
    }
}
