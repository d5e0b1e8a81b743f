extension HistoryReader {
    mutating func readFact(_ fields: Fields, type: String, _ source: Source) throws {
        switch type {
        case "command": try readCommand(fields, source)
        case "order": try readOrder(fields, source)
        case "refund": try readRefund(fields, source)
        case "entry": try readEntry(fields, source)
        case "movement": try readMovement(fields, source)
        case "customer", "product", "business": try readEntity(fields, type: type, source)
        default: throw FieldError("line: unknown type \"\(type)\"")
        }
    }

    private mutating func business(of fields: Fields) throws -> Name {
        history.names.name(try fields.string("business"))
    }

    private mutating func readCommand(_ fields: Fields, _ source: Source) throws {
        let business = try business(of: fields)
        history.journal.append(
            JournalRow(
                id: try name("id", of: fields, business), key: try optionalName("key", of: fields, business),
                kind: try fields.string("kind"), source: source))
    }

    private mutating func readOrder(_ fields: Fields, _ source: Source) throws {
        let business = try business(of: fields)
        var lines: [OrderRow.Line] = []
        for line in try fields.objects("lines") {
            lines.append(
                OrderRow.Line(
                    product: try name("product", of: line, business), quantity: try line.integer("quantity"),
                    price: try line.integer("price")))
        }
        history.orders.append(
            OrderRow(
                id: try name("id", of: fields, business),
                customer: try name("customer", of: fields, business),
                number: try fields.integer("number"), total: try fields.integer("total"),
                command: try name("command", of: fields, business), lines: lines, source: source))
    }

    private mutating func readRefund(_ fields: Fields, _ source: Source) throws {
        let business = try business(of: fields)
        var lines: [RefundRow.Line] = []
        for line in try fields.objects("lines") {
            lines.append(
                RefundRow.Line(
                    line: try line.integer("line"), product: try name("product", of: line, business),
                    quantity: try line.integer("quantity"), amount: try line.integer("amount"),
                    restocked: try line.bool("restocked")))
        }
        history.refunds.append(
            RefundRow(
                order: try name("order", of: fields, business), number: try fields.integer("number"),
                customer: try name("customer", of: fields, business), total: try fields.integer("total"),
                command: try name("command", of: fields, business), lines: lines, source: source))
    }

    private mutating func readEntry(_ fields: Fields, _ source: Source) throws {
        let business = try business(of: fields)
        let kind = try fields.string("kind")
        guard let entryKind = EntryRow.Kind(rawValue: kind) else {
            throw FieldError("entry: unknown kind \"\(kind)\"")
        }
        history.entries.append(
            EntryRow(
                customer: try name("customer", of: fields, business),
                sequence: try fields.integer("sequence"),
                kind: entryKind, amount: try fields.integer("amount"), balance: try fields.integer("balance"),
                limit: try fields.integer("limit"), command: try name("command", of: fields, business),
                order: try optionalName("order", of: fields, business),
                refund: try fields.optionalInteger("refund"),
                reversed: try fields.optionalInteger("reversed"),
                hash: try optionalName("hash", of: fields, business), source: source))
    }

    private mutating func readMovement(_ fields: Fields, _ source: Source) throws {
        let business = try business(of: fields)
        let kind = try fields.string("kind")
        guard let movementKind = MovementRow.Kind(rawValue: kind) else {
            throw FieldError("movement: unknown kind \"\(kind)\"")
        }
        history.movements.append(
            MovementRow(
                product: try name("product", of: fields, business), sequence: try fields.integer("sequence"),
                kind: movementKind, quantity: try fields.integer("quantity"),
                stock: try fields.integer("stock"),
                command: try name("command", of: fields, business),
                order: try optionalName("order", of: fields, business),
                refund: try fields.optionalInteger("refund"), source: source))
    }

    private mutating func readEntity(_ fields: Fields, type: String, _ source: Source) throws {
        if type == "business" {
            history.businesses.append(
                BusinessRow(
                    id: history.names.name(try fields.string("id")), terms: try fields.integer("terms"),
                    source: source))
            return
        }
        let business = try business(of: fields)
        let id = try name("id", of: fields, business)
        if type == "customer" {
            history.customers.append(
                CustomerRow(
                    id: id, reference: try optionalName("reference", of: fields, business),
                    orders: try fields.integer("orders"), source: source))
        } else {
            history.products.append(
                ProductRow(
                    id: id, sku: try name("sku", of: fields, business), price: try fields.integer("price"),
                    stock: try fields.integer("stock"), movements: try fields.integer("movements"),
                    source: source))
        }
    }
}
