extension HistoryReader {
    /// Returns the name in a field.
    mutating func name(_ field: String, of fields: Fields, _ business: Name) throws -> Name {
        history.names.name(try fields.string(field), in: business)
    }

    /// Returns the name in a field; nil if the field is absent.
    mutating func optionalName(_ field: String, of fields: Fields, _ business: Name) throws -> Name? {
        try fields.optionalString(field).map { history.names.name($0, in: business) }
    }

    mutating func readRequest(_ fields: Fields, _ business: Name) throws -> Request {
        switch try fields.string("kind") {
        case "purchase": return try readPurchase(fields, business)
        case "refund": return try readRefund(fields, business)
        case "payment":
            return .payment(
                customer: try name("customer", of: fields, business), amount: try fields.integer("amount"))
        case "reversal":
            return .reversal(
                customer: try name("customer", of: fields, business), payment: try fields.integer("payment"))
        case "cancel": return .cancel(order: try name("order", of: fields, business))
        case "goods":
            return .goods(
                product: try name("product", of: fields, business), quantity: try fields.integer("quantity"))
        case "stock":
            return .stock(
                product: try name("product", of: fields, business), quantity: try fields.integer("quantity"))
        case "limit":
            return .limit(
                customer: try name("customer", of: fields, business), limit: try fields.integer("limit"))
        case let kind: return try readOtherRequest(kind, fields, business)
        }
    }

    private mutating func readOtherRequest(_ kind: String, _ fields: Fields, _ business: Name) throws
        -> Request
    {
        switch kind {
        case "price":
            return .price(
                product: try name("product", of: fields, business), price: try fields.integer("price"))
        case "addProduct":
            return .addProduct(
                product: try name("product", of: fields, business),
                sku: try name("sku", of: fields, business),
                price: try fields.integer("price"), stock: try fields.integer("stock"))
        case "addCustomer":
            return .addCustomer(
                customer: try name("customer", of: fields, business),
                reference: try optionalName("reference", of: fields, business),
                limit: try fields.integer("limit"))
        case "sku":
            return .sku(
                product: try name("product", of: fields, business), sku: try name("sku", of: fields, business)
            )
        case "terms": return .terms(days: try fields.integer("days"))
        case "customer": return .readCustomer(try name("customer", of: fields, business))
        case "product": return .readProduct(try name("product", of: fields, business))
        case "order": return .readOrder(try name("order", of: fields, business))
        default: throw FieldError("request: unknown kind \"\(kind)\"")
        }
    }

    private mutating func readPurchase(_ fields: Fields, _ business: Name) throws -> Request {
        var lines: [Request.PurchaseLine] = []
        for line in try fields.objects("lines") {
            lines.append(
                Request.PurchaseLine(
                    product: try name("product", of: line, business), quantity: try line.integer("quantity")))
        }
        return .purchase(
            customer: try name("customer", of: fields, business), lines: lines,
            order: try optionalName("order", of: fields, business))
    }

    private mutating func readRefund(_ fields: Fields, _ business: Name) throws -> Request {
        .refund(
            order: try name("order", of: fields, business),
            lines: try fields.objects("lines").map { line in
                Request.RefundLine(
                    line: try line.integer("line"), quantity: try line.integer("quantity"),
                    restock: try line.bool("restock"))
            })
    }
}
